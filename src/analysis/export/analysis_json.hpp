// The analysis for programs: schema "preceptron.analysis/1".
#pragma once

#include "analysis/analysis.hpp"

#include <string>

namespace preceptron::analysis {

// One object and a newline. Undefined is null with a reason beside it; limits are those of the
// estimator, not cut at the ends of the statistic's range. `all_statistics`: else the headline's.
std::string analysis_json(const report& r, bool all_statistics);

// The settings alone, as they are frozen in a folder's manifest.
std::string settings_json(const settings& s);

} // namespace preceptron::analysis
