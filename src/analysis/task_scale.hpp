// What is known of a task's rubric, as far as agreement needs it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace preceptron::analysis {

struct task_scale {
    std::vector<double> values;     // all the rubric has; empty: unknown, or any of a range
    std::optional<double> least;    // ends of the range
    std::optional<double> most;     // absent: each entry's max_score
    double tolerance = 0.1;         // how far a score may be off and still agree
    bool tolerance_is_share = true; // of the scale's width, else points
};

// By the entries' `benchmark` value.
using task_scales = std::map<std::string, task_scale, std::less<>>;

} // namespace preceptron::analysis
