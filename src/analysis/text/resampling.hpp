// What resampling was in fact done, for the sentences about it.
#pragma once

#include "analysis/analysis.hpp"

#include <string>
#include <vector>

namespace preceptron::analysis {

// ", 10,000 replicates where resampled", and of draws that were given how many; empty where nothing
// was resampled, or all resamples were enumerated.
std::string resampled_how(const report& r);

// What is said of given draws that nothing was made of.
std::vector<std::string> unused_resamples(const report& r);

// What keeps the p of all pairs of these judges above .05: "cases", "replicates" or both.
std::string too_few_for_significance(const report& r, const std::string& a, const std::string& b);

} // namespace preceptron::analysis
