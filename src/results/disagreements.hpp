// The scores farthest from their grades, with what is needed to judge who is right.
#pragma once

#include "core/result.hpp"
#include "dataset/dataset.hpp"
#include "results/ratings.hpp"
#include "results/stored_answers.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace preceptron::results {

struct disagreement {
    std::string judge, task, id, case_id, study, model;
    double grade = 0, score = 0;
    double share = 0;          // |score - grade|, of the scale's width
    std::string justification; // the judge's
    std::string response;      // its beginning: what was graded
};

// Of each judge the `per_judge` largest, no more than two of a task; the judges' in order, largest
// first. A scale is as wide as the entry's max_score; else as the task's grades, from the lowest to
// the highest; 1 where these are the same.
result<std::vector<disagreement>> largest_disagreements(const ratings& all,
                                                        const dataset::dataset& data,
                                                        stored_answers& answers,
                                                        std::size_t per_judge);

} // namespace preceptron::results
