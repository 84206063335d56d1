// A chart away from the page, for a paper or a slide: all its panels, with their captions and the
// key to their marks, as one SVG in the light page's colours. It has no variables and no lists of
// places, which Inkscape, LaTeX's and office programs do not all understand.
#pragma once

#include "report/charts/chart.hpp"

#include <string>
#include <vector>

namespace preceptron::report {

// `judges` in the order of the report; `reading` is how the chart is read.
std::string figure_svg(const chart& c, const std::vector<std::string>& judges,
                       const std::string& reading = {});

} // namespace preceptron::report
