// Where errors come from: each judge's bias by study, and by who answered; a panel a grouping.
#pragma once

#include "report/charts/chart.hpp"

namespace preceptron::report {

chart bias_chart(const analysis::report& r);

} // namespace preceptron::report
