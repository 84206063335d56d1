// The judge beside each physician, both against the same reference: the mean of the other
// physicians. A judge compared with the mean of all, and physicians with each other, would be no
// fair comparison: a mean is less noisy than its parts.
#pragma once

#include "agreement/pair_measure.hpp"
#include "agreement/pairs.hpp"
#include "agreement/rating_matrix.hpp"
#include "agreement/statistic.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace preceptron::agreement {

// On the items that this rater, at least one other, and the judge rated. In both columns `grade` is
// the mean of the other raters.
struct left_out_rater {
    std::size_t rater;
    pairs human; // score: the rater's
    pairs judge; // score: the judge's
    std::vector<std::size_t> items; // of each row
};

// One a rater with at least `least_rows` such items. `judge` has one score an item.
std::vector<left_out_rater> leave_one_rater_out(const rated_items& items,
                                                std::span<const rating> judge,
                                                const case_numbering& cases,
                                                std::size_t least_rows);

// Means over the raters, and judge less human with its cluster jackknife interval.
struct beside_humans {
    std::size_t raters = 0;
    std::size_t items = 0; // each counted once
    std::size_t cases = 0;
    statistic human;
    statistic judge;
    statistic difference;
    interval_estimate interval;
};
beside_humans compare(std::span<const left_out_rater> raters, const pair_measure& of);

} // namespace preceptron::agreement
