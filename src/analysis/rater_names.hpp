// Raters who are not where the user expects them: one person under two names, and those whom the
// comparison leaves out.
#pragma once

#include "agreement/rating_matrix.hpp"
#include "analysis/human_ceiling.hpp"

#include <string>
#include <vector>

namespace preceptron::analysis {

// A note on each name that another is but for letter case: they count as two physicians.
std::vector<std::string> names_but_for_case(const std::vector<agreement::long_rating>& raters);

// Who is left out beside those who are compared; empty: nobody.
std::string note_on_left_out(const task_ceiling& ceiling);

} // namespace preceptron::analysis
