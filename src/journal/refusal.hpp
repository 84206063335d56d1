// Why no run may go on with a journal as it was found.
#pragma once

#include "core/result.hpp"
#include "journal/contents.hpp"

#include <filesystem>
#include <optional>

namespace preceptron::journal {

// errc::bad_journal: a run whose journal went missing has saved it under another name
// (rescued-<time>, in `checkpoint` or beside it), and it was not put back; or too much is damaged
// or missing. `contents` are of `checkpoint`, which need not be there. Nothing is written.
std::optional<failure> refusal(const journal_contents& contents,
                               const std::filesystem::path& checkpoint);

} // namespace preceptron::journal
