// Bland-Altman plots: how far judge and physician differ, over the range of the scale; a panel a
// judge and task.
#pragma once

#include "report/charts/chart.hpp"

namespace preceptron::report {

chart bland_altman_chart(const analysis::report& r);

} // namespace preceptron::report
