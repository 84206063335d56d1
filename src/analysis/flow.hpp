// What becomes of entries and judgements on the way to the figures.
#pragma once

#include "analysis/task_scale.hpp"
#include "results/ratings.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>

namespace preceptron::analysis {

// From the file to the figures, so that nothing gets lost unseen. Counts of entries; failures are
// of (judge, entry).
struct flow {
    std::size_t entries = 0;
    std::size_t ungraded = 0, bad_grades = 0, ungraded_unjudged = 0; // as results::ratings'
    std::size_t without_maximum = 0; // graded, without a max_score in a task whose maxima differ
    std::map<std::string, std::size_t> unknown_tasks; // graded entries that no rubric is for
    std::map<std::string, std::size_t> not_selected;  // graded entries of tasks that were left out
    std::size_t development = 0;
    std::size_t eligible = 0;
    std::size_t judgements = 0;                 // eligible, summed over judges
    std::map<std::string, std::size_t> missing; // judgements without a score, by class
    std::size_t analysed = 0;                   // judgements with a score
    // Graded entries of known tasks, and of them those that were asked, or are to be; nothing where
    // one judge was asked others than another.
    std::size_t could_be_asked = 0;
    std::optional<std::size_t> entries_asked = 0;
    std::size_t still_to_come = 0;      // judgements without a score that the next run asks for
    std::size_t repeats_to_come = 0;    // judgements with one, of which it asks for a repeat
    std::size_t only_later_repeats = 0; // missing, though a repeat that does not count has a score
    std::size_t asked() const;          // judgements, with those still to come
    bool unfinished() const { return still_to_come + repeats_to_come > 0; }
    // "61 of 360 judgements are still to come, and repeats of 53 others"
    std::string unfinished_part() const;
    // Where only a part was asked: which, in a sentence without its full stop. Else empty.
    std::string asked_part() const;
};

// `without_maximum` is left to whoever screens the ratings.
flow count_flow(const results::ratings& all, const task_scales& scales);

} // namespace preceptron::analysis
