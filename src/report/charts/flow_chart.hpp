// From the file's entries to the figures: what was left out on the way, and why.
#pragma once

#include "report/charts/chart.hpp"

namespace preceptron::report {

chart flow_chart(const analysis::report& r);

} // namespace preceptron::report
