// Statistics with cluster intervals of scores of too many different values for tables.
#pragma once

#include "agreement/pairs.hpp"
#include "agreement/table_statistic.hpp"
#include "analysis/table_estimates.hpp"

#include <span>
#include <string>

namespace preceptron::analysis {

// For one judge; statistics of pair_measure. Rank correlations and macro_mae are no functions of
// sums over cases, which resampling goes by: their interval is always jackknife-t. Spearman's has a
// reason instead where rows times cases are very many.
table_estimates estimate_pairs(const agreement::pairs& p,
                               std::span<const agreement::table_statistic> wanted, double tolerance,
                               const settings& s, const std::string& task);

// Judge A less judge B on the same rows, of one statistic that adds up (pair_sums).
table_estimates estimate_pair_difference(const agreement::pairs& a, const agreement::pairs& b,
                                         agreement::table_statistic which, const settings& s,
                                         const std::string& task);

} // namespace preceptron::analysis
