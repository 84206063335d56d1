#include "agreement/pair_measure.hpp"

#include "agreement/alpha.hpp"
#include "agreement/bland_altman.hpp"
#include "agreement/calibration.hpp"
#include "agreement/concordance.hpp"
#include "agreement/correlation.hpp"
#include "agreement/deviation.hpp"
#include "agreement/icc.hpp"
#include "agreement/left_out_kendall.hpp"
#include "agreement/left_out_spearman.hpp"
#include "agreement/moments.hpp"
#include "agreement/paired_moments.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>
#include <stdexcept>

namespace preceptron::agreement {

namespace {

using ts = table_statistic;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

double value_or_nan(const statistic& s) {
    return s ? *s : nan;
}

pairs without(const pairs& p, std::uint32_t cluster) {
    pairs out;
    out.case_count = p.case_count;
    for (std::size_t i = 0; i < p.size(); ++i)
        if (p.cluster[i] != cluster)
            out.add(p.grade[i], p.score[i], p.cluster[i]);
    return out;
}

std::vector<std::size_t> rows_left(const pairs& p) {
    std::vector<std::size_t> out(p.case_count, p.size());
    for (const std::uint32_t c : p.cluster)
        --out[c];
    return out;
}

// What a row adds to a mean.
double share_of(const pair_measure& of, double difference) {
    constexpr double tie = 1e-9;
    switch (of.which) {
    case ts::exact_agreement:
        return std::abs(difference) <= tie;
    case ts::within_half:
        return std::abs(difference) <= 0.5 + tie;
    case ts::within_one:
        return std::abs(difference) <= 1 + tie;
    case ts::within_tolerance:
        return std::abs(difference) <= of.tolerance + tie;
    case ts::mae:
        return std::abs(difference);
    case ts::rmse:
        return difference * difference;
    default: // bias
        return difference;
    }
}

std::vector<double> means_without(const pairs& p, const pair_measure& of,
                                  const std::vector<std::size_t>& rows) {
    double all = 0;
    std::vector<double> of_case(p.case_count);
    for (std::size_t i = 0; i < p.size(); ++i) {
        const double share = share_of(of, p.score[i] - p.grade[i]);
        all += share;
        of_case[p.cluster[i]] += share;
    }
    for (std::size_t c = 0; c < of_case.size(); ++c) {
        const double sum = all - of_case[c];
        const double mean = rows[c] > 0 ? sum / static_cast<double>(rows[c]) : nan;
        of_case[c] = of.which == ts::rmse ? std::sqrt(mean) : mean;
    }
    return of_case;
}

// Sums of the rows of a case, of grades, scores, and scores less grades, around the means of all
// rows.
struct part {
    double x = 0, y = 0, d = 0, xx = 0, yy = 0, xy = 0, dd = 0;

    void add(double dx, double dy, double dd_of_row) {
        x += dx;
        y += dy;
        d += dd_of_row;
        xx += dx * dx;
        yy += dy * dy;
        xy += dx * dy;
        dd += dd_of_row * dd_of_row;
    }
};

paired_moments rest_of(const moments& all, const part& total, const part& one, std::size_t rows) {
    const double n = static_cast<double>(rows);
    const double x = total.x - one.x, y = total.y - one.y, d = total.d - one.d;
    return {n,
            all.mean_x + x / n,
            all.mean_y + y / n,
            total.xx - one.xx - x * x / n,
            total.yy - one.yy - y * y / n,
            total.xy - one.xy - x * y / n,
            total.dd - one.dd - d * d / n};
}

std::vector<double> by_moments_without(const pairs& p, const pair_measure& of,
                                       const std::vector<std::size_t>& rows) {
    const moments all = moments_of(p.grade, p.score);
    const std::vector<double> difference = differences(p);
    const bool d_constant = is_constant(difference);
    const double mean_d = p.empty() ? 0 : mean(difference);
    part total;
    std::vector<part> parts(p.case_count);
    for (std::size_t i = 0; i < p.size(); ++i) {
        const double dx = all.x_constant ? 0 : p.grade[i] - all.mean_x;
        const double dy = all.y_constant ? 0 : p.score[i] - all.mean_y;
        const double d = d_constant ? 0 : difference[i] - mean_d;
        total.add(dx, dy, d);
        parts[p.cluster[i]].add(dx, dy, d);
    }
    std::vector<double> out;
    for (std::uint32_t c = 0; c < p.case_count; ++c) {
        if (rows[c] == 0) {
            out.push_back(nan);
            continue;
        }
        const paired_moments m = rest_of(all, total, parts[c], rows[c]);
        // Little is left of a sum where nearly all of it lay in this case, which can be said of one
        // case only: its digits, and whether the rest is constant, come from the rows.
        constexpr double little = 1e-3;
        const bool lost = (!all.x_constant && m.gg <= little * total.xx) ||
                          (!all.y_constant && m.pp <= little * total.yy) ||
                          (!d_constant && m.dd <= little * total.dd);
        out.push_back(lost || (all.x_constant && all.y_constant) ? value_or_nan(of(without(p, c)))
                                                                 : statistic_of(of.which, m));
    }
    return out;
}

// A grade level without what a case has of it, or not at all.
std::vector<double> macro_error_without(const pairs& p) {
    struct level {
        double sum = 0, rows = 0;

        double mean() const { return sum / rows; }
    };
    std::map<double, level> all;
    std::vector<std::map<double, level>> of_case(p.case_count);
    for (std::size_t i = 0; i < p.size(); ++i)
        for (auto* const levels : {&all, &of_case[p.cluster[i]]}) {
            level& one = (*levels)[rounded(p.grade[i])];
            one.sum += std::abs(p.score[i] - p.grade[i]);
            ++one.rows;
        }
    double total = 0;
    for (const auto& [grade, one] : all)
        total += one.mean();
    std::vector<double> out;
    for (const auto& own : of_case) {
        double sum = total, levels = static_cast<double>(all.size());
        for (const auto& [grade, part] : own) {
            const level& whole = all.at(grade);
            sum -= whole.mean();
            if (whole.rows > part.rows)
                sum += (whole.sum - part.sum) / (whole.rows - part.rows);
            else
                --levels;
        }
        out.push_back(levels > 0 ? sum / levels : nan);
    }
    return out;
}

statistic intraclass_correlation_of(ts which, const pairs& p) {
    const auto* const found = std::ranges::find(intraclass_statistics, which);
    return intraclass_correlations(p)
        .at(static_cast<std::size_t>(found - intraclass_statistics.begin()))
        .estimate;
}

} // namespace

bool is_of_pairs(table_statistic which) noexcept {
    return which == ts::kappa_quadratic_value ||
           !(is_categorical(which) || which == ts::alpha_nominal || which == ts::alpha_ordinal);
}

statistic pair_measure::operator()(const pairs& p) const {
    switch (which) {
    case ts::kappa_quadratic_value:
    case ts::ccc:
        return concordance(p);
    case ts::exact_agreement:
        return share_within(p, 0);
    case ts::within_half:
        return share_within(p, 0.5);
    case ts::within_one:
        return share_within(p, 1);
    case ts::within_tolerance:
        return std::isnan(tolerance) ? undefined("no tolerance") : share_within(p, tolerance);
    case ts::mae:
        return mean_absolute_error(p);
    case ts::rmse:
        return root_mean_square_error(p);
    case ts::bias:
        return agreement::bias(p);
    case ts::pearson:
        return agreement::pearson(p);
    case ts::spearman:
        return agreement::spearman(p);
    case ts::kendall_tau_b:
        return agreement::kendall_tau_b(p);
    case ts::macro_mae:
        return macro_mean_absolute_error(p);
    case ts::sd_diff:
        return standard_deviation_of_differences(p);
    case ts::loa_lower:
        return limits_of_agreement(p).lower;
    case ts::loa_upper:
        return limits_of_agreement(p).upper;
    case ts::proportional_bias:
        return agreement::proportional_bias(p);
    case ts::calib_slope:
        return calibrate(p).slope;
    case ts::calib_intercept:
        return calibrate(p).intercept;
    case ts::alpha_interval:
        return krippendorff_alpha(p, measurement::interval);
    default:
        if (!is_of_pairs(which))
            throw std::invalid_argument("pair_measure: no statistic of pairs");
        return intraclass_correlation_of(which, p);
    }
}

std::vector<std::uint32_t> cases_of(std::span<const pairs> columns) {
    std::vector<bool> seen(columns.empty() ? 0 : columns[0].case_count);
    for (const pairs& p : columns)
        for (const std::uint32_t c : p.cluster)
            seen[c] = true;
    std::vector<std::uint32_t> out;
    for (std::uint32_t c = 0; c < seen.size(); ++c)
        if (seen[c])
            out.push_back(c);
    return out;
}

left_out_column without_each_case(const pairs& p, const pair_measure& of) {
    left_out_column out{{}, rows_left(p)};
    switch (of.which) {
    case ts::spearman:
        out.values = spearman_without_each_case(p);
        break;
    case ts::kendall_tau_b:
        out.values = kendall_without_each_case(p);
        break;
    case ts::macro_mae:
        out.values = macro_error_without(p);
        break;
    case ts::exact_agreement:
    case ts::within_half:
    case ts::within_one:
    case ts::within_tolerance:
    case ts::mae:
    case ts::rmse:
    case ts::bias:
        out.values = means_without(p, of, out.rows);
        break;
    default: // one of moments
        out.values = by_moments_without(p, of, out.rows);
    }
    if (of.which == ts::within_tolerance && std::isnan(of.tolerance))
        out.values.assign(p.case_count, nan);
    return out;
}

} // namespace preceptron::agreement
