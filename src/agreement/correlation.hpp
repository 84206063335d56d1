// Whether scores rise with grades; blind to a judge that is lenient throughout.
#pragma once

#include "agreement/moments.hpp"
#include "agreement/pairs.hpp"
#include "agreement/statistic.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace preceptron::agreement {

// A coefficient that is 0, 1 or -1 but for rounding is exactly that, whatever the order of the
// rows.
double without_rounding(double coefficient);

statistic pearson(std::span<const double> x, std::span<const double> y);
statistic pearson(const pairs& p);
statistic pearson(const moments& m);

// tanh(atanh r -/+ 1.96 / sqrt(n - 3)), as if rows were independent. Needs n >= 4 and |r| < 1.
interval_estimate pearson_interval_fisher(const pairs& p);

// Pearson's r of midranks (Spearman 1904).
statistic spearman(std::span<const double> x, std::span<const double> y);
statistic spearman(const pairs& p);

// (concordant - discordant) / sqrt((N0 - Tx)(N0 - Ty)), N0 = n(n-1)/2 (Kendall 1945), in
// O(n log n) by Knight's counting of exchanges.
statistic kendall_tau_b(std::span<const double> x, std::span<const double> y);
statistic kendall_tau_b(const pairs& p);

// What Kendall's tau-b is made of; pairs of rows.
struct kendall_counts {
    std::int64_t n = 0;          // rows
    std::int64_t difference = 0; // concordant less discordant
    std::int64_t tied_x = 0;
    std::int64_t tied_y = 0;
};
kendall_counts count_kendall(std::span<const double> x, std::span<const double> y);
statistic kendall_tau_b(const kendall_counts& counts);

// Ranks from 1; equal values (9 decimals) share the mean of their ranks.
std::vector<double> midranks(std::span<const double> x);

} // namespace preceptron::agreement
