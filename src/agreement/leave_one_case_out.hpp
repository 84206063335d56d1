// The cluster jackknife of statistics that no single table holds.
#pragma once

#include "agreement/pairs.hpp"
#include "agreement/statistic.hpp"

#include <functional>
#include <span>
#include <vector>

namespace preceptron::agreement {

// A number from several columns of pairs whose cases are numbered alike.
using columns_statistic = std::function<statistic(std::span<const pairs>)>;

// The statistic without each of the cases that has a row in any column; NaN where it is undefined.
std::vector<double> left_out_values(std::span<const pairs> columns, const columns_statistic& of);

// jackknife_t_interval of the above.
interval_estimate leave_one_case_out(std::span<const pairs> columns, const columns_statistic& of);

} // namespace preceptron::agreement
