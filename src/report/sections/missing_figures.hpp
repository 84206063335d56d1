// Why a task has no figure where the page has an em dash.
#pragma once

#include "analysis/analysis.hpp"

#include <string>
#include <vector>

namespace preceptron::report {

// A sentence a reason, with the tasks, and the judges where others have a figure: "— not asked:
// r_idea (gpt)." None where each judge has a kappa on each task.
std::vector<std::string> missing_figures(const analysis::report& r);

} // namespace preceptron::report
