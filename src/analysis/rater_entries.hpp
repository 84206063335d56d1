// Which entry of which task each physician's rating is of.
#pragma once

#include "agreement/rating_matrix.hpp"
#include "core/result.hpp"
#include "results/ratings.hpp"

#include <string>
#include <vector>

namespace preceptron::analysis {

// errc::bad_dataset where a rating could be of an entry in more than one task: one of them would
// get the other's physicians. `all` before leave_out_cases: an entry that is left out can be meant,
// too.
result<void> check_raters(const results::ratings& all,
                          const std::vector<agreement::long_rating>& raters);

// Those of a task: that name it, or none. Where `all` has one task, and it has no name, all of
// them.
std::vector<agreement::long_rating> raters_of(const results::rated_task& task,
                                              const results::ratings& all,
                                              const std::vector<agreement::long_rating>& raters);

// What is said of ratings whose entry is not among those analysed; empty: nothing.
std::vector<std::string> strange_entries(const results::ratings& all,
                                         const std::vector<agreement::long_rating>& raters);

// The first few, for a reader to look up.
std::string first_few(const std::vector<std::string>& ids);

} // namespace preceptron::analysis
