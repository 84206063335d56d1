// Standard error and interval from leaving out one case at a time. With few cases its t interval
// keeps its promise far better than bootstraps do (Field & Welsh 2007; Cameron, Gelbach & Miller
// 2008).
#pragma once

#include "agreement/statistic.hpp"

#include <span>
#include <string_view>

namespace preceptron::agreement {

// sqrt((C-1)/C sum (theta_c - mean)^2). Undefined with fewer than two values, or when one of them is
// NaN.
statistic jackknife_standard_error(std::span<const double> left_out);

// Cases that do not differ at all show no variation, which is not to have none: a judge that is
// right on two cases is not surely right on all.
inline constexpr std::string_view no_variation =
    "the cases do not differ, which says nothing of how others would";

// Rounding leaves a standard error of less than this share of the estimate, or of 1, where there is
// none.
inline constexpr double error_of_rounding = 1e-12;

// theta -/+ t(.975, C-1) se; not cut at the ends of the statistic's range. `left_out` has one value
// for each case that has a pair. None with a standard error of 0.
interval_estimate jackknife_t_interval(double theta, std::span<const double> left_out);

} // namespace preceptron::agreement
