// Ordinary least squares, for adjusting one effect for others.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace preceptron::agreement {

// A column of 0 and 1 for each level that occurs but the first; `levels` numbers the level of each
// row.
std::vector<std::vector<double>> indicators(std::span<const std::size_t> levels);

// The coefficient of `x` in the regression of `y` on it, a constant and the columns of `others`, by
// Gram-Schmidt on the columns in turn: those that earlier ones explain are dropped. Nothing when
// they explain `x`.
std::optional<double> adjusted_slope(std::span<const double> x, std::span<const double> y,
                                     std::span<const std::vector<double>> others);

// The same without the rows of each group, for groups 0, 1, 2, … of `groups`; NaN where there is
// none, also of a group without rows when the whole has none. One solution of a small system a
// group.
std::vector<double> slopes_without(std::span<const double> x, std::span<const double> y,
                                   std::span<const std::vector<double>> others,
                                   std::span<const std::size_t> groups, std::size_t group_count);

} // namespace preceptron::agreement
