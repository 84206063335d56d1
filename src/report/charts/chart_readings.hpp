// How each chart is read: above it on the page, and in what it says of itself where it stands
// alone.
#pragma once

#include "report/charts/chart.hpp"

#include <string>

namespace preceptron::report {

std::string reading_of(const chart& c, const analysis::report& r);

} // namespace preceptron::report
