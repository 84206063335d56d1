// An output folder as it was left, or as it is being filled: manifest, dataset and journal.
#pragma once

#include "dataset/dataset.hpp"
#include "journal/contents.hpp"
#include "session/folder/manifest.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace preceptron::cli {

struct stored_run {
    std::filesystem::path folder; // absolute
    session::manifest made_with;
    dataset::dataset data;
    journal::journal_contents contents;
    std::string note; // the dataset has changed since; empty = it has not
    std::string losses;   // of a damaged journal, and what to do; empty = none
    std::string unbacked; // result files are there that the journal knows nothing of; empty = none
};

// `dataset`: instead of the one that the manifest names. errc::no_such_input when that is gone,
// errc::bad_dataset when it knows none of the entries that answers are stored of. errc::bad_journal
// where so much of the journal is lost that no run would go on with it.
result<stored_run> read_stored_run(const std::filesystem::path& folder,
                                   const std::optional<std::filesystem::path>& dataset);

// Which of its answers the configuration that it was left with does not describe.
std::vector<session::answers_otherwise> asked_otherwise(const stored_run& run);

} // namespace preceptron::cli
