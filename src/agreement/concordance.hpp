// Lin's concordance correlation, 2 S_gp / (S_g^2 + S_p^2 + (mean g - mean p)^2), moments divided by n
// (Lin 1989). With that divisor it equals quadratic kappa with value-spaced weights.
#pragma once

#include "agreement/moments.hpp"
#include "agreement/pairs.hpp"
#include "agreement/statistic.hpp"

#include <span>

namespace preceptron::agreement {

// Undefined when both columns are the same constant; 0 when one is constant.
statistic concordance(std::span<const double> x, std::span<const double> y);
statistic concordance(const pairs& p);
statistic concordance(const moments& m); // of columns that are not both constant

// How far location and scale shifts alone pull the coefficient below Pearson's r: the ratio of both.
statistic concordance_bias_correction(const pairs& p);

// By Fisher's z transform, as if rows were independent (Lin 1989, 2000). Needs n >= 3 and r
// other than 0; none where the coefficient is itself 1 or -1.
interval_estimate concordance_interval_iid(const pairs& p);

} // namespace preceptron::agreement
