// Physicians' own ratings, a row a rating.
#pragma once

#include "agreement/rating_matrix.hpp"
#include "core/result.hpp"
#include "results/ratings.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace preceptron::results {

// CSV with id, rater, grade, and where there case_id and task (or benchmark); gzip is unpacked. A
// row without a task is of any. errc::bad_dataset, with both places: a rater who gives one entry of
// a task two different grades, an entry of a task in two different cases.
result<std::vector<agreement::long_rating>> read_raters(const std::filesystem::path& path);

// Whether a table of these columns is one, and none of judges' scores.
bool are_of_raters(const std::vector<std::string>& columns);

// The entries that they have rated, by task in the order of the rows, without a grade or a judge.
ratings entries_of(const std::vector<agreement::long_rating>& raters);

} // namespace preceptron::results
