// Physicians' own ratings, a row a rating.
#pragma once

#include "agreement/rating_matrix.hpp"
#include "core/result.hpp"

#include <filesystem>
#include <vector>

namespace preceptron::results {

// CSV with id, rater, grade, and where there case_id and task (or benchmark); gzip is unpacked. A
// row without a task is of any. errc::bad_dataset, with both places: a rater who gives one entry of
// a task two different grades, an entry of a task in two different cases.
result<std::vector<agreement::long_rating>> read_raters(const std::filesystem::path& path);

} // namespace preceptron::results
