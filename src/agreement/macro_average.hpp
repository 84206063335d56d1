// The unweighted mean of a statistic over tasks: pooling rows instead would count the differences
// between scales as agreement.
#pragma once

#include "agreement/statistic.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace preceptron::agreement {

// One task's part.
struct task_part {
    statistic estimate;
    std::vector<double> left_out; // without each of its cases that have a pair
    // Of those, their numbers over all tasks, which differ: a number that several tasks have is a
    // case that they share. Empty: they share none.
    std::vector<std::uint32_t> cases{};
};

// A task, by its position, of whose standard error the data say nothing.
struct unsure_part {
    std::size_t task;
    std::string_view reason;
};

struct macro_average {
    statistic estimate; // undefined when one task's is
    interval_estimate interval;
    std::vector<unsure_part> unsure; // where the interval is missing for want of these
    bool shares_cases = false;
};

// A case is left out of all tasks that have it at once. With
//   u_tc = sqrt((C_t - 1) / C_t) (theta_t without c - their mean), and 0 where t has no such case,
// the variance of the sum over tasks is v = sum_c (sum_t u_tc)^2; of tasks that share no case that
// is the sum of their jackknife variances v_t. The interval is by t, whose degrees of freedom are
// Satterthwaite's over the groups g of tasks that shared cases connect, v^2 / sum(v_g^2 / df_g),
// where df_g is C_t - 1 of a single task, and else v_g^2 / sum_c e_c^2 - 1, at least the smallest
// C_t - 1 and at most the number of cases less 1. There e_c is what is expected of the square of
// case c, the sum over each two tasks t, t' that have it of mean_c(u_tc u_t'c): of one task, and of
// tasks with all cases in common, this is C - 1 too.
// No interval where a task's variance is unknown or 0: it would count as known without error.
macro_average average(std::span<const task_part> tasks);

} // namespace preceptron::agreement
