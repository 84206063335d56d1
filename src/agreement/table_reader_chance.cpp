// The half of table_reader that compares what is seen with what chance would do.
#include "agreement/icc.hpp"
#include "agreement/table_reader.hpp"

#include <cmath>
#include <limits>

namespace preceptron::agreement {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// sum |x_a - x_b| r_a c_b / n in O(K): between neighbouring categories k and k+1 lie the pairs with
// one rating at or below k and the other above.
double expected_absolute(std::span<const double> at, std::span<const std::int32_t> row,
                         std::span<const std::int32_t> column, double n) {
    double sum = 0;
    double below_g = 0, below_p = 0;
    for (std::size_t k = 0; k + 1 < at.size(); ++k) {
        below_g += row[k];
        below_p += column[k];
        sum += (at[k + 1] - at[k]) * (below_g * (n - below_p) + below_p * (n - below_g));
    }
    return sum / n;
}

} // namespace

void table_reader::set_kappas(std::span<const std::int32_t> table) {
    using enum table_statistic;
    double chance = 0; // times n
    for (std::size_t k = 0; k < size_; ++k)
        chance += double(row_[k]) * column_[k] / n_;
    // A constant column agrees as chance has it, whatever the weights; a quotient would be 1e-16.
    const auto set_kappa = [&](table_statistic which, double kappa) {
        set(which, same_ ? nan : constant_g_ || constant_p_ ? 0 : kappa);
    };
    set_kappa(kappa_none, (diagonal_ - chance) / (n_ - chance));
    set_kappa(kappa_linear_value,
              1 - sums_.absolute / expected_absolute(value_.at, row_, column_, n_));
    set_kappa(kappa_quadratic_value, 1 - sums_.square / sums_.expected_square);
    if (!wants_index_)
        return;
    const spaced_sums index = sums_of(index_, table);
    set_kappa(kappa_linear_index,
              1 - index.absolute / expected_absolute(index_.at, row_, column_, n_));
    set_kappa(kappa_quadratic_index, 1 - index.square / index.expected_square);
}

void table_reader::set_gwet() {
    using enum table_statistic;
    double spread = 0; // sum pi (1 - pi)
    for (std::size_t k = 0; k < size_; ++k) {
        const double pi = (row_[k] + column_[k]) / (2 * n_);
        spread += pi * (1 - pi);
    }
    const double greatest = value_.greatest;
    const auto coefficient = [&](double agreement, double factor) {
        return (agreement - factor * spread) / (1 - factor * spread);
    };
    set(ac1, coefficient(diagonal_ / n_, gwet_factor_[0]));
    set(ac2_linear, coefficient(1 - sums_.absolute / n_ / greatest, gwet_factor_[1]));
    set(ac2_quadratic, coefficient(1 - sums_.square / n_ / (greatest * greatest), gwet_factor_[2]));
}

// Alpha of two raters: 1 - (N-1) D_o / D_e with N = 2n ratings. Ordinal distances are squared
// differences of the midranks of the pooled ratings.
void table_reader::set_alphas(std::span<const std::int32_t> table) {
    using enum table_statistic;
    const double ratings = 2 * n_;
    double square_nominal = 0, mean_value = 0, mean_rank = 0, below = 0;
    for (std::size_t k = 0; k < size_; ++k) {
        const double m = double(row_[k]) + column_[k];
        rank_g_[k] = below + m / 2;
        below += m;
        square_nominal += m * m;
        mean_value += m * value_.at[k] / ratings;
        mean_rank += m * rank_g_[k] / ratings;
    }
    double spread_value = 0, spread_rank = 0, seen_rank = 0;
    for (std::size_t a = 0; a < size_; ++a) {
        const double m = double(row_[a]) + column_[a];
        spread_value += m * (value_.at[a] - mean_value) * (value_.at[a] - mean_value);
        spread_rank += m * (rank_g_[a] - mean_rank) * (rank_g_[a] - mean_rank);
        for (std::size_t b = 0; b < size_; ++b) {
            const double d = rank_g_[a] - rank_g_[b];
            seen_rank += table[a * size_ + b] * d * d;
        }
    }
    // sum over all ordered pairs of ratings of the squared distance = 2 N * centred sum
    const auto alpha = [&](double seen, double spread) {
        return same_ ? nan : 1 - (ratings - 1) * seen / (ratings * spread);
    };
    set(alpha_nominal,
        same_ ? nan
              : 1 - (ratings - 1) * 2 * (n_ - diagonal_) / (ratings * ratings - square_nominal));
    set(alpha_ordinal, alpha(seen_rank, spread_rank));
    set(alpha_interval, alpha(sums_.square, spread_value));
}

// Mean squares of two raters from the moments.
void table_reader::set_iccs() {
    using enum table_statistic;
    const auto& [mean_g, mean_p, sgg, spp, sgp] = moments_;
    const double shift = mean_p - mean_g;
    double items = (sgg + spp + 2 * sgp) / 2 / (n_ - 1);
    if (items < 1e-13 * (sgg + spp))
        items = 0; // what rounding leaves
    const double raters = n_ * shift * shift / 2;
    double error = (sums_.square - n_ * shift * shift) / 2 / (n_ - 1);
    if (error < 1e-13 * (items + raters))
        error = 0;
    const bool none = n_ < 2 || same_;
    const auto estimates = icc_estimates({.n = n_,
                                          .k = 2,
                                          .items = items,
                                          .within = sums_.square / 2 / n_,
                                          .raters = raters,
                                          .error = error});
    for (std::size_t i = 0; i < estimates.size(); ++i)
        set(intraclass_statistics[i], none ? nan : estimates[i]);
}

} // namespace preceptron::agreement
