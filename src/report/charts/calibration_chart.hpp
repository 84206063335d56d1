// Calibration: the mean grade that physicians gave where a judge gave a score; a panel a task.
#pragma once

#include "report/charts/chart.hpp"

namespace preceptron::report {

chart calibration_chart(const analysis::report& r);

} // namespace preceptron::report
