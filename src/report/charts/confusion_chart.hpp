// Confusion heat maps: what a judge gave where the physician gave what, a panel a judge and task.
#pragma once

#include "report/charts/chart.hpp"

namespace preceptron::report {

chart confusion_chart(const analysis::report& r);

} // namespace preceptron::report
