// What is known of a task's rubric, as far as agreement needs it.
#pragma once

#include "agreement/task_ratings.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::analysis {

struct score_ends {
    agreement::rating least, most; // absent: not known, and bounds nothing
    bool hold(double score) const;
};

struct task_scale {
    std::vector<double> values;     // all the rubric has; empty: unknown, or any of a range
    agreement::rating least;        // ends of the range
    agreement::rating most;         // absent: each entry's max_score
    double tolerance = 0.1;         // how far a score may be off and still agree
    bool tolerance_is_share = true; // of the scale's width, else points
    // The folder's last run has asked by it: its judges' scores are of its range, whatever
    // max_score entries have, and of no list of values, as an earlier run may have had finer steps.
    bool asked = false;
    // By judge, of those that were asked by a scale of their own; no `most`: each entry's
    // max_score.
    std::map<std::string, score_ends, std::less<>> own_ends{};
};

// By the entries' `benchmark` value.
using task_scales = std::map<std::string, task_scale, std::less<>>;

// Of an entry. Its max_score goes before the rubric's end: such an entry is of another rubric, but
// where a run has asked by this one.
score_ends ends_of(const task_scale& scale, const agreement::rating& max_score);

// Of the scores that `judge` can have given an entry where a run has asked.
score_ends ends_asked_of(std::string_view judge, const task_scale& scale,
                         const agreement::rating& max_score);

// The scale of a task by its ratings: `known`, or where all entries are of another rubric, by their
// max_score, what is left of it.
task_scale scale_of_entries(const agreement::task_ratings& ratings, task_scale known);

} // namespace preceptron::analysis
