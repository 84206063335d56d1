// What of the ratings cannot be used as it stands, and is taken out before anything is computed.
#pragma once

#include "analysis/settings.hpp"
#include "analysis/task_scale.hpp"
#include "results/ratings.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace preceptron::analysis {

struct screening {
    std::size_t without_maximum = 0; // entries that lost their grade
    std::vector<std::string> notes;  // on everything else, with the ids
    task_scales scales;              // of each task that is rated, as scale_of_entries has them
};

// A max_score that is not above 0 becomes unknown. Where maxima differ, what is graded without one
// cannot be compared: it loses its grade, so that counts and figures are of the same entries. A
// judge's score, of any repeat, that the task's scale does not have becomes missing, of class
// out_of_scale. That scale is `s.scale`, but not where maxima differ; else the task's among `known`
// with the half points that graders gave, or what max_score leaves of it. Of a task that a run has
// asked by, any score between the ends of the scale that its judge was asked by. Grades beyond the
// ends of the scales of all judges are noted, and stay. To be called before use_repeats.
screening screen(results::ratings& all, const task_scales& known, const settings& s);

} // namespace preceptron::analysis
