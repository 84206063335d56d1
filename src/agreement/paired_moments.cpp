#include "agreement/paired_moments.hpp"

#include "agreement/distribution.hpp"
#include "agreement/icc.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace preceptron::agreement {

namespace {

using ts = table_statistic;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

mean_squares analyse_variance(const paired_moments& m) {
    const double shift = m.mean_score - m.mean_grade;
    mean_squares out{.n = m.n,
                     .k = 2,
                     .items = (m.gg + m.pp + 2 * m.gp) / 2 / (m.n - 1),
                     .within = (m.dd / m.n + shift * shift) / 2,
                     .raters = m.n * shift * shift / 2,
                     .error = m.dd / 2 / (m.n - 1)};
    // What rounding leaves.
    if (out.items < 1e-13 * (m.gg + m.pp))
        out.items = 0;
    if (out.error < 1e-13 * (out.items + out.raters))
        out.error = 0;
    return out;
}

double intraclass_correlation_of(ts which, const paired_moments& m) {
    const auto* const found = std::ranges::find(intraclass_statistics, which);
    return icc_estimates(analyse_variance(m))
        .at(static_cast<std::size_t>(found - intraclass_statistics.begin()));
}

} // namespace

bool is_of_moments(table_statistic which) noexcept {
    switch (which) {
    case ts::sd_diff:
    case ts::loa_lower:
    case ts::loa_upper:
    case ts::proportional_bias:
    case ts::pearson:
    case ts::calib_slope:
    case ts::calib_intercept:
    case ts::ccc:
    case ts::kappa_quadratic_value:
    case ts::alpha_interval:
    case ts::icc1:
    case ts::icc2:
    case ts::icc3:
    case ts::icc1k:
    case ts::icc2k:
    case ts::icc3k:
        return true;
    default:
        return false;
    }
}

double statistic_of(table_statistic which, const paired_moments& m) {
    const double shift = m.mean_score - m.mean_grade;
    const double sd = m.n > 1 ? std::sqrt(m.dd / (m.n - 1)) : nan;
    const double slope = m.pp > 0 ? m.gp / m.pp : nan;
    switch (which) {
    case ts::sd_diff:
        return sd;
    case ts::loa_lower:
        return shift - z975 * sd;
    case ts::loa_upper:
        return shift + z975 * sd;
    case ts::proportional_bias: {
        const double middle = (m.gg + m.pp + 2 * m.gp) / 4; // of (grade + score) / 2
        return middle > 1e-12 * (m.gg + m.pp) ? (m.pp - m.gg) / 2 / middle : nan;
    }
    case ts::pearson:
        return m.gg > 0 && m.pp > 0 ? std::clamp(m.gp / std::sqrt(m.gg * m.pp), -1.0, 1.0) : nan;
    case ts::calib_slope:
        return slope;
    case ts::calib_intercept:
        return m.mean_grade - slope * m.mean_score;
    case ts::ccc:
    case ts::kappa_quadratic_value: // NaN where both are one constant
        return 2 * m.gp / (m.gg + m.pp + m.n * shift * shift);
    case ts::alpha_interval: { // of 2n ratings, whose centred squares are the denominator's
        const double spread = m.gg + m.pp + m.n * shift * shift / 2;
        return 1 - (2 * m.n - 1) * (m.dd + m.n * shift * shift) / (2 * m.n * spread);
    }
    default:
        if (!is_of_moments(which))
            throw std::invalid_argument("paired_moments: not a statistic of moments");
        if (const double icc = intraclass_correlation_of(which, m); m.n >= 2 && std::isfinite(icc))
            return icc;
        return nan;
    }
}

} // namespace preceptron::agreement
