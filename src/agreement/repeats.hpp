// A judge asked the same question several times: whether it answers the same. Rows of the matrix
// are entries, columns are repeats.
#pragma once

#include "agreement/rating_matrix.hpp"
#include "agreement/statistic.hpp"

#include <cstddef>
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

// One score an item: the mean or the median of the repeats that are there.
std::vector<rating> mean_of_repeats(const rating_matrix& repeats);
std::vector<rating> median_of_repeats(const rating_matrix& repeats);

} // namespace preceptron::agreement
