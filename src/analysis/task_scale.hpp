// What is known of a task's rubric, as far as agreement needs it.
#pragma once

#include "agreement/task_ratings.hpp"

#include <map>
#include <string>
#include <vector>

namespace preceptron::analysis {

struct task_scale {
    std::vector<double> values;     // all the rubric has; empty: unknown, or any of a range
    agreement::rating least;        // ends of the range
    agreement::rating most;         // absent: each entry's max_score
    double tolerance = 0.1;         // how far a score may be off and still agree
    bool tolerance_is_share = true; // of the scale's width, else points
    // A run has asked by it, so that its judges' scores are of it, whatever max_score entries have.
    bool asked = false;
};

// By the entries' `benchmark` value.
using task_scales = std::map<std::string, task_scale, std::less<>>;

struct score_ends {
    agreement::rating least, most; // absent: not known, and bounds nothing
    bool hold(double score) const;
};

// Of an entry. Its max_score goes before the rubric's end: such an entry is of another rubric, but
// where a run has asked by this one.
score_ends ends_of(const task_scale& scale, const agreement::rating& max_score);

// The scale of a task by its ratings: `known`, or where all entries are of another rubric, by their
// max_score, what is left of it.
task_scale scale_of_entries(const agreement::task_ratings& ratings, task_scale known);

} // namespace preceptron::analysis
