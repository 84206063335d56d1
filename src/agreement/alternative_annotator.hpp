// The alternative annotator test (Calderon, Reichart & Dror 2025): may the judge replace a
// physician picked at random? On each item the judge and the physician left out are compared by how
// well they fit the remaining physicians.
#pragma once

#include "agreement/pairs.hpp"
#include "agreement/rating_matrix.hpp"
#include "agreement/statistic.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace preceptron::agreement {

// How well a rating fits the others': the share it equals, or minus the root mean square
// difference.
enum class fit { accuracy, negative_rmse };

// The t test of one physician takes items as independent, as its authors have it; `p_cases` is the
// same test on the means of the cases.
struct annotator_result {
    std::size_t rater;
    std::size_t n = 0;     // items
    double judge_wins = 0; // share with S_judge >= S_human
    double human_wins = 0; // share with S_human >= S_judge; ties count for both
    std::vector<double>
        p; // one a threshold; NaN = the test does not exist, and nothing is rejected
    std::vector<double> p_cases;
};

struct annotator_test {
    std::vector<double> thresholds; // epsilon, what the judge's lower cost is worth
    std::vector<annotator_result> raters;
    std::vector<double> winning_rate; // omega: share of raters whose hypothesis falls; >= .5 passes
    statistic advantage;              // rho: mean over raters of judge_wins
};

// Items with at least two ratings and a score of the judge; raters with at least `least_rows` of
// them. Benjamini-Yekutieli at .05 over raters. Fewer than three raters: a weak test, say so.
annotator_test alternative_annotator(const rated_items& items, std::span<const rating> judge,
                                     const case_numbering& cases, fit measure,
                                     std::span<const double> thresholds, std::size_t least_rows);

} // namespace preceptron::agreement
