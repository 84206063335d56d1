// Limits of agreement: between which differences most scores fall (Bland & Altman 1986, 1999).
#pragma once

#include "agreement/pairs.hpp"
#include "agreement/statistic.hpp"

namespace preceptron::agreement {

struct agreement_limits {
    statistic lower; // mean d - 1.96 s, not cut at the ends of the scale
    statistic upper;
    interval_estimate lower_interval_iid; // as if rows were independent
    interval_estimate upper_interval_iid;
    statistic lower_percentile; // the 2.5 % and 97.5 % points of d itself: bounded scales make the
    statistic upper_percentile; // limits above reach beyond what can happen
};
agreement_limits limits_of_agreement(const pairs& p);

// Slope of d on (grade + score) / 2: whether the judge is more lenient at one end of the scale.
statistic proportional_bias(const pairs& p);

} // namespace preceptron::agreement
