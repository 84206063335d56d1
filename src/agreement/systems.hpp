// Whether a judge ranks the systems that wrote the answers as physicians do: often all that a study
// wants of it.
#pragma once

#include "agreement/case_totals.hpp"
#include "agreement/pairs.hpp"
#include "agreement/statistic.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace preceptron::agreement {

struct system_mean {
    std::string system;
    std::size_t n;
    double grade; // means over the same rows
    double score;
};

// Means of each group of rows, by name; `groups` has the name of each row of `p`.
std::vector<system_mean> system_means(const pairs& p, std::span<const std::string> groups);

struct system_ranking {
    statistic kendall_tau_b;
    statistic spearman;
    statistic pairwise_accuracy; // share of pairs that both order alike (Kocmi et al. 2021)
    std::vector<std::pair<std::size_t, std::size_t>> swapped; // pairs in opposite orders
    std::vector<std::pair<std::size_t, std::size_t>> tied;    // equal for one of the two only
};
system_ranking rank(std::span<const system_mean> systems);

// Rows, grades and scores of each of these systems by case, for resampling. Statistics of such sums
// are undefined where a system has no row.
case_totals system_totals(const pairs& p, std::span<const std::string> groups,
                          std::span<const system_mean> systems);
statistic kendall_of_totals(std::span<const double> totals);
statistic pairwise_accuracy_of_totals(std::span<const double> totals);

} // namespace preceptron::agreement
