// The analysis as markdown, for a repository or a manuscript's supplement.
#pragma once

#include "analysis/analysis.hpp"

#include <string>

namespace preceptron::analysis {

std::string markdown(const report& r, bool details);

} // namespace preceptron::analysis
