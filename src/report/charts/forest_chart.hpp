// Forest plot: each judge's quadratic kappa with its interval, a panel a task, and what physicians
// reach among themselves behind it.
#pragma once

#include "report/charts/chart.hpp"

namespace preceptron::report {

chart forest_chart(const analysis::report& r);

} // namespace preceptron::report
