// What a result file adds to an entry: predicted_score, justification and judge, copied from the
// journal's record without reading it into values.
#pragma once

#include "core/result.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace preceptron::results {

// Appends the members, without braces. `record` is the JSON of the first repeat's result, and
// `others` are the scores of the repeats behind it, absent = none. errc::bad_journal when it is no
// result with a score. Whatever else it lacks is null or empty. What is copied is as valid as the
// record: every line of a journal has a checksum, so it is as we wrote it.
result<void> append_answer_members(std::string& out, std::string_view record,
                                   std::span<const std::optional<double>> others);

} // namespace preceptron::results
