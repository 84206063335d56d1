// The analysis as a long table: judge, task, statistic, estimate, lo, hi, method, n, cases,
// undefined_reason.
#pragma once

#include "analysis/analysis.hpp"

#include <string>

namespace preceptron::analysis {

// A row a statistic of every cell, and of the averages over tasks (task "macro"). Statistics in
// points have the prefix "points.". Tables and number lists are left to JSON. Limits are those of
// the estimator, as in JSON. `all_statistics` false: of cells and averages the headline's only.
std::string agreement_csv(const report& r, bool all_statistics = true);

} // namespace preceptron::analysis
