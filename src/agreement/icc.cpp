#include "agreement/icc.hpp"

#include "agreement/distribution.hpp"
#include "agreement/moments.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace preceptron::agreement {

namespace {

mean_squares analyse_variance(const rating_matrix& x) {
    mean_squares ms;
    const std::size_t n = x.items();
    const std::size_t k = x.raters();
    ms.n = static_cast<double>(n);
    ms.k = static_cast<double>(k);
    std::vector<double> item_mean(n);
    std::vector<double> rater_mean(k);
    std::vector<double> column(n);
    std::vector<double> row(k);
    double within = 0;
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t r = 0; r < k; ++r)
            row[r] = *x.at(i, r);
        item_mean[i] = mean(row);
        if (!is_constant(row))
            within += centred_square_sum(row);
    }
    for (std::size_t r = 0; r < k; ++r) {
        for (std::size_t i = 0; i < n; ++i)
            column[i] = *x.at(i, r);
        rater_mean[r] = mean(column);
    }
    const double grand = mean(item_mean);
    double error = 0;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t r = 0; r < k; ++r) {
            const double e = *x.at(i, r) - item_mean[i] - rater_mean[r] + grand;
            error += e * e;
        }
    ms.items = ms.k * centred_square_sum(item_mean) / (ms.n - 1);
    ms.within = within / (ms.n * (ms.k - 1));
    ms.raters = ms.n * centred_square_sum(rater_mean) / (ms.k - 1);
    ms.error = error / ((ms.n - 1) * (ms.k - 1));
    // What is 0 but for rounding.
    if (ms.error < 1e-13 * (ms.items + ms.raters))
        ms.error = 0;
    if (ms.items < 1e-13 * ms.within)
        ms.items = 0;
    return ms;
}

struct bounds {
    double lo;
    double hi;
};

// Limits of an F ratio on (d1, d2) degrees of freedom.
bounds f_limits(double f, double d1, double d2) {
    return {f / f_quantile(0.975, d1, d2), f * f_quantile(0.975, d2, d1)};
}

// ICC2: Satterthwaite's degrees of freedom (Shrout & Fleiss 1979, p. 424; McGraw & Wong 1996). As
// the error variance goes to 0 they go to k - 1; a strongly negative ICC2 may leave none.
std::optional<bounds> agreement_limits_of(const mean_squares& ms, double icc2) {
    const double n = ms.n;
    const double k = ms.k;
    double df = k - 1;
    if (ms.error > 0) {
        const double f = ms.raters / ms.error;
        const double rest = n * (1 + (k - 1) * icc2) - k * icc2;
        const double numerator = k * icc2 * f + rest;
        df = (k - 1) * (n - 1) * numerator * numerator /
             ((n - 1) * k * k * icc2 * icc2 * f * f + rest * rest);
    }
    if (!std::isfinite(df) || !(df > 0))
        return std::nullopt;
    const double upper = f_quantile(0.975, n - 1, df);
    const double lower = f_quantile(0.975, df, n - 1);
    const double error = k * ms.raters + (k * n - k - n) * ms.error;
    return bounds{n * (ms.items - upper * ms.error) / (upper * error + n * ms.items),
                  n * (lower * ms.items - ms.error) / (error + n * lower * ms.items)};
}

interval_estimate single(bounds f, double k) {
    return between((f.lo - 1) / (f.lo + k - 1), (f.hi - 1) / (f.hi + k - 1));
}

interval_estimate average(bounds f) {
    return between(1 - 1 / f.lo, 1 - 1 / f.hi);
}

std::array<intraclass_correlation, 6> all_undefined(std::string_view reason) {
    const statistic u = undefined(reason);
    const interval_estimate none = no_interval(reason);
    return {{{"ICC1", u, u, none},
             {"ICC2", u, u, none},
             {"ICC3", u, u, none},
             {"ICC1k", u, u, none},
             {"ICC2k", u, u, none},
             {"ICC3k", u, u, none}}};
}

} // namespace

std::array<double, 6> icc_estimates(const mean_squares& ms) {
    const auto& [n, k, items, within, raters, error] = ms;
    const double of_means = items + (raters - error) / n;
    const bool is_rounding = !(std::abs(of_means) > 1e-13 * (items + (raters + error) / n));
    return {(items - within) / (items + (k - 1) * within),
            (items - error) / (items + (k - 1) * error + k * (raters - error) / n),
            (items - error) / (items + (k - 1) * error),
            (items - within) / items,
            (items - error) / (is_rounding ? 0 : of_means),
            (items - error) / items};
}

std::array<intraclass_correlation, 6> intraclass_correlations(const rating_matrix& complete) {
    if (complete.items() < 2 || complete.raters() < 2)
        return all_undefined("fewer than two items with every rating");
    if (is_constant(complete.values()))
        return all_undefined("all ratings are the same value");
    const mean_squares ms = analyse_variance(complete);
    const auto& [n, k, items, within, raters, error] = ms;
    const std::array<double, 6> estimates = icc_estimates(ms);
    std::array<intraclass_correlation, 6> out = all_undefined("there is no error variance");
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i].estimate = defined(estimates[i]);
    if (within > 0) {
        const bounds f = f_limits(items / within, n - 1, n * (k - 1));
        out[0].f = out[3].f = defined(items / within);
        out[0].interval = single(f, k);
        out[3].interval = average(f);
    } else {
        out[0].interval = out[3].interval = between(1, 1);
    }
    if (error > 0) {
        const bounds f = f_limits(items / error, n - 1, (n - 1) * (k - 1));
        out[1].f = out[2].f = out[4].f = out[5].f = defined(items / error);
        out[2].interval = single(f, k);
        out[5].interval = average(f);
    } else if (items > 0) {
        out[2].interval = out[5].interval = between(1, 1);
    }
    const auto b = agreement_limits_of(ms, estimates[1]);
    out[1].interval = out[4].interval = no_interval("no degrees of freedom are left");
    if (!(within > 0)) {
        out[1].interval = out[4].interval = between(1, 1);
    } else if (b) {
        const auto of_mean = [&](double limit) { return limit * k / (1 + limit * (k - 1)); };
        out[1].interval = between(b->lo, b->hi);
        out[4].interval = out[4].estimate ? between(of_mean(b->lo), of_mean(b->hi))
                                          : no_interval(out[4].estimate.undefined_reason);
    }
    return out;
}

std::array<intraclass_correlation, 6> intraclass_correlations(const pairs& p) {
    rating_matrix both(p.size(), 2);
    for (std::size_t i = 0; i < p.size(); ++i) {
        both.at(i, 0) = p.grade[i];
        both.at(i, 1) = p.score[i];
    }
    return intraclass_correlations(both);
}

} // namespace preceptron::agreement
