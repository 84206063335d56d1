// A judge asked the same question several times: whether it answers the same. Rows of the matrix
// are entries, columns are repeats.
#pragma once

#include "agreement/case_totals.hpp"
#include "agreement/rating_matrix.hpp"
#include "agreement/statistic.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace preceptron::agreement {

// Of the items with at least two repeats.
struct self_consistency {
    std::size_t items = 0;
    statistic agreeing_pairs; // mean over items of the share of pairs of repeats that are equal
    statistic all_identical;  // share of items whose repeats are all equal
    statistic within_item_sd; // sqrt of the mean variance (1/(n-1)) within items
};
self_consistency agreement_with_itself(const rating_matrix& repeats);

// The same from sums over items with two repeats or more: items, shares of equal pairs, items whose
// repeats are all equal, variances. For resampling cases.
inline constexpr std::size_t consistency_columns = 4;
void add_consistency_totals(case_totals& into, const rating_matrix& repeats,
                            std::span<const std::uint32_t> case_of_item);
self_consistency consistency_of_totals(std::span<const double> totals);

// One score an item: the mean or the median of the repeats that are there.
std::vector<rating> mean_of_repeats(const rating_matrix& repeats);
std::vector<rating> median_of_repeats(const rating_matrix& repeats);

} // namespace preceptron::agreement
