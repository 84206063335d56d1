// Entries that are questions of one case, summed: the unit that studies of management reasoning
// report.
#pragma once

#include "agreement/task_ratings.hpp"

#include <cstddef>
#include <string>

namespace preceptron::agreement {

// Rows are the groups of one (study, case, model); grades, scores and max_scores are sums. A
// judge's score of a group is missing when one of its entries is, and unasked likewise. Entries
// without a case id are in no group.
struct case_sums {
    task_ratings ratings;       // task: "<task>.by_case"
    std::size_t groups = 0;     // all there are, of which left out:
    std::size_t incomplete =
        0; // a question is missing, or has no grade, or no max_score though others have
    std::size_t repeated =
        0; // a question occurs twice: nothing tells which answers belong together
    bool knows_questions = true;  // false: `repeated` are groups of more rows than are whole
    std::size_t without_case = 0; // entries
};

// A group is whole when it has each question of its study's case once. Without `questions` it is
// when it has as many rows as most groups of that case, or the most of those sizes; more means
// repeated.
case_sums sum_by_case(const task_ratings& ratings);

} // namespace preceptron::agreement
