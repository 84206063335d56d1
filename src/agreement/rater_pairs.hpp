// Physician against physician: every two raters on the items that both rated.
#pragma once

#include "agreement/pairs.hpp"
#include "agreement/rating_matrix.hpp"
#include "agreement/statistic.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace preceptron::agreement {

// The column `grade` holds ratings of `first`, `score` those of `second`.
struct rater_pair {
    std::size_t first;
    std::size_t second;
    pairs rows;
    std::vector<std::size_t> items; // of each row
};

// Pairs of raters who share at least `least_rows` items, in the order of the raters.
std::vector<rater_pair> rater_pairs(const rated_items& items, const case_numbering& cases,
                                    std::size_t least_rows);

// What physicians reach among themselves: the means over pairs, weighted by their rows, with
// cluster jackknife intervals. Undefined without a pair, or where a pair's value is undefined.
struct pairwise_agreement {
    std::size_t pairs = 0;
    std::size_t rows = 0;      // of all pairs together
    std::size_t items = 0;     // each counted once
    std::size_t cases = 0;
    statistic quadratic_kappa; // value-spaced
    statistic mean_absolute_error;
    statistic exact_agreement;
    interval_estimate quadratic_kappa_interval;
    interval_estimate mean_absolute_error_interval;
    interval_estimate exact_agreement_interval;
};
pairwise_agreement summarise(std::span<const rater_pair> raters);

} // namespace preceptron::agreement
