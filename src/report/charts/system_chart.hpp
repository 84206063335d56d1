// Do judges rank who answered as physicians do? Mean scores over mean grades, a panel a task.
#pragma once

#include "report/charts/chart.hpp"

namespace preceptron::report {

chart system_chart(const analysis::report& r);

} // namespace preceptron::report
