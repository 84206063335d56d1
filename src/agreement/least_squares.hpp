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

} // namespace preceptron::agreement
