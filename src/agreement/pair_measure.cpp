#include "agreement/pair_measure.hpp"

#include "agreement/concordance.hpp"
#include "agreement/correlation.hpp"
#include "agreement/deviation.hpp"
#include "agreement/left_out_kendall.hpp"
#include "agreement/moments.hpp"

#include <cmath>
#include <limits>
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

// Centred sums of the rows of a case, around the means of all rows.
struct part {
    double x = 0, y = 0, xx = 0, yy = 0, xy = 0;

    void add(double dx, double dy) {
        x += dx;
        y += dy;
        xx += dx * dx;
        yy += dy * dy;
        xy += dx * dy;
    }
};

moments rest_of(const moments& all, const part& total, const part& one, std::size_t rows) {
    moments m = all;
    m.n = rows;
    const double n = static_cast<double>(rows);
    const double x = total.x - one.x, y = total.y - one.y;
    m.mean_x += x / n;
    m.mean_y += y / n;
    m.sxx = total.xx - one.xx - x * x / n;
    m.syy = total.yy - one.yy - y * y / n;
    m.sxy = total.xy - one.xy - x * y / n;
    return m;
}

std::vector<double> by_moments_without(const pairs& p, const pair_measure& of,
                                       const std::vector<std::size_t>& rows) {
    const moments all = moments_of(p.grade, p.score);
    part total;
    std::vector<part> parts(p.case_count);
    for (std::size_t i = 0; i < p.size(); ++i) {
        const double dx = all.x_constant ? 0 : p.grade[i] - all.mean_x;
        const double dy = all.y_constant ? 0 : p.score[i] - all.mean_y;
        total.add(dx, dy);
        parts[p.cluster[i]].add(dx, dy);
    }
    std::vector<double> out;
    for (std::uint32_t c = 0; c < p.case_count; ++c) {
        if (rows[c] == 0) {
            out.push_back(nan);
            continue;
        }
        const moments m = rest_of(all, total, parts[c], rows[c]);
        // Little is left of a sum where nearly all of it lay in this case, which can be said of one
        // case only: its digits, and whether the rest is constant, come from the rows.
        constexpr double little = 1e-3;
        const bool lost = (!m.x_constant && m.sxx <= little * total.xx) ||
                          (!m.y_constant && m.syy <= little * total.yy);
        if (lost || (m.x_constant && m.y_constant))
            out.push_back(value_or_nan(of(without(p, c))));
        else
            out.push_back(
                value_or_nan(of.which == ts::pearson ? agreement::pearson(m) : concordance(m)));
    }
    return out;
}

} // namespace

statistic pair_measure::operator()(const pairs& p) const {
    switch (which) {
    case ts::kappa_quadratic_value:
        return concordance(p);
    case ts::exact_agreement:
        return share_within(p, 0);
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
    case ts::kendall_tau_b:
        return agreement::kendall_tau_b(p);
    default:
        throw std::invalid_argument("pair_measure: no statistic of pairs");
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
    case ts::kappa_quadratic_value:
    case ts::pearson:
        out.values = by_moments_without(p, of, out.rows);
        break;
    case ts::kendall_tau_b:
        out.values = kendall_without_each_case(p);
        break;
    case ts::exact_agreement:
    case ts::within_tolerance:
    case ts::mae:
    case ts::rmse:
    case ts::bias:
        out.values = means_without(p, of, out.rows);
        break;
    default:
        throw std::invalid_argument("pair_measure: no statistic of pairs");
    }
    if (of.which == ts::within_tolerance && std::isnan(of.tolerance))
        out.values.assign(p.case_count, nan);
    return out;
}

} // namespace preceptron::agreement
