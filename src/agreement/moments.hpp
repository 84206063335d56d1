// Means and centred sums of two columns, by two passes: one pass loses everything when the values
// share a large offset.
#pragma once

#include <cstddef>
#include <span>

namespace preceptron::agreement {

double mean(std::span<const double> x); // of at least one value

// sum (x - mean)^2
double centred_square_sum(std::span<const double> x);

// Divided by n - 1; of at least two values.
double sample_variance(std::span<const double> x);

// Whether all values are one category (9 decimals). True of an empty column.
bool is_constant(std::span<const double> x);

struct moments {
    std::size_t n = 0;
    double mean_x = 0;
    double mean_y = 0;
    double sxx = 0; // centred sums, not divided
    double syy = 0;
    double sxy = 0;
    bool x_constant = true;
    bool y_constant = true;
};

// The columns are equally long. A constant column has sums of exactly 0.
moments moments_of(std::span<const double> x, std::span<const double> y);

} // namespace preceptron::agreement
