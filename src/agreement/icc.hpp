// Intraclass correlations from analysis of variance of complete items x raters, in the names of
// Shrout & Fleiss (1979): ICC1 one-way, ICC2 agreement, ICC3 consistency; with k the reliability of
// the mean of the raters. They may be negative and are not cut at 0.
#pragma once

#include "agreement/pairs.hpp"
#include "agreement/rating_matrix.hpp"
#include "agreement/statistic.hpp"

#include <array>
#include <string_view>

namespace preceptron::agreement {

struct intraclass_correlation {
    std::string_view name; // ICC1, ICC2, ICC3, ICC1k, ICC2k, ICC3k
    statistic estimate;
    statistic f;                // undefined, as infinite, when there is no error variance
    interval_estimate interval; // of independent items, by F (McGraw & Wong 1996); without error
                                // variance the limit of the formula, which is [1, 1]
};

// Of an analysis of variance of n items by k raters.
struct mean_squares {
    double n = 0;
    double k = 0;
    double items = 0;
    double within = 0;
    double raters = 0;
    double error = 0;
};

// The estimates in the order of the names above; not finite where they do not exist.
std::array<double, 6> icc_estimates(const mean_squares& ms);

// In the order of the names above. All undefined with fewer than two items or raters, or when every
// rating is the same. Ratings must be complete: see rating_matrix::complete_items.
std::array<intraclass_correlation, 6> intraclass_correlations(const rating_matrix& complete);
std::array<intraclass_correlation, 6> intraclass_correlations(const pairs& p);

} // namespace preceptron::agreement
