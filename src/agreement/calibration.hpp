// What grade a score stands for: least squares of grade on score (Cox 1958; Van Calster 2019). A
// judge whose points mean what physicians' points mean has slope 1 and intercept 0.
#pragma once

#include "agreement/pairs.hpp"
#include "agreement/statistic.hpp"

namespace preceptron::agreement {

struct calibration {
    statistic slope; // undefined when the score is constant
    statistic intercept;
    interval_estimate slope_interval_iid; // as if rows were independent; needs n >= 3
};
calibration calibrate(const pairs& p);

} // namespace preceptron::agreement
