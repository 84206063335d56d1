// Krippendorff's alpha, 1 - D_o / D_e from the matrix of coincidences (Krippendorff 2011; 2018), for
// any number of raters and missing ratings. Items with fewer than two ratings do not count.
#pragma once

#include "agreement/case_totals.hpp"
#include "agreement/pairs.hpp"
#include "agreement/rating_matrix.hpp"
#include "agreement/statistic.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace preceptron::agreement {

enum class measurement { nominal, ordinal, interval };

statistic krippendorff_alpha(const rating_matrix& ratings, measurement level);
statistic krippendorff_alpha(const pairs& p, measurement level);

// Interval alpha from sums over items with two ratings or more: ratings, their sum and sum of
// squares, less a common centre, and sum n / (n - 1) (x - item's mean)^2. For resampling cases.
inline constexpr std::size_t alpha_columns = 4;
void add_alpha_totals(case_totals& into, std::size_t first_column, const rating_matrix& ratings,
                      std::span<const std::uint32_t> case_of_item);
statistic alpha_of_totals(std::span<const double> totals);

} // namespace preceptron::agreement
