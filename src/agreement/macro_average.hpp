// The unweighted mean of a statistic over tasks: pooling rows instead would count the differences
// between scales as agreement.
#pragma once

#include "agreement/statistic.hpp"

#include <span>
#include <vector>

namespace preceptron::agreement {

// One task's part.
struct task_part {
    statistic estimate;
    std::vector<double> left_out; // without each of its cases that have a pair
};

struct macro_average {
    statistic estimate; // undefined when one task's is
    interval_estimate interval;
};

// Cases are left out within tasks; the variances add up, v = sum v_t / T^2, and the t interval has
// Satterthwaite's degrees of freedom, (sum v_t)^2 / sum(v_t^2 / (C_t - 1)). No interval
// where the variance is 0.
macro_average average(std::span<const task_part> tasks);

} // namespace preceptron::agreement
