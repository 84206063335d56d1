// Sample quantiles.
#pragma once

#include <span>

namespace preceptron::agreement {

// Linear interpolation between order statistics at (n-1)p, Hyndman & Fan's type 7, the default of R
// and numpy. Reorders `x`, which holds at least one value. p in [0,1].
double quantile_type7(std::span<double> x, double p);

struct weighted_value {
    double value;
    double weight;
};

// The smallest value v with P(T <= v) >= p, Hyndman & Fan's type 1, for a distribution known in
// full. `sorted` is ascending and its weights sum to 1.
double quantile_inverse_cdf(std::span<const weighted_value> sorted, double p);

} // namespace preceptron::agreement
