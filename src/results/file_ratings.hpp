// Ratings out of files' rows.
#pragma once

#include "core/result.hpp"
#include "results/rating_rows.hpp"
#include "results/ratings.hpp"

#include <string_view>
#include <vector>

namespace preceptron::results {

// The class of an entry that a judge's rows have no score for.
inline constexpr std::string_view no_score = "no_score";

// Tasks, entries and judges in the order of their first rows. A task's entries are those of any
// judge: what a file leaves out is missing, not ineligible. A judge's repeats are its own epochs,
// by epoch_order, whatever the order of rows. Rows without a task are of task "ratings".
// What one row of an entry lacks is as another has it. errc::bad_dataset, with both places, when
// two rows of an entry disagree about its grade, maximum or case, or when a judge has two rows for
// the same entry and epoch.
result<ratings> arrange_ratings(const std::vector<rating_row>& rows);

} // namespace preceptron::results
