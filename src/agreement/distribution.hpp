// Quantiles and tails of the distributions that intervals and tests are made of.
#pragma once

namespace preceptron::agreement {

// The normal quantile of .975, the z of a two-sided 95 % interval.
inline constexpr double z975 = 1.959963984540054;

double normal_quantile(double p); // p in (0,1)
double normal_cdf(double x);
double t_quantile(double p, double df);        // df > 0
double t_cdf(double x, double df);             // df > 0
// d1, d2 > 0, not necessarily whole. Infinite where no double is large enough.
double f_quantile(double p, double d1, double d2);

} // namespace preceptron::agreement
