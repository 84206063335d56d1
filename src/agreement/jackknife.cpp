#include "agreement/jackknife.hpp"

#include "agreement/distribution.hpp"
#include "agreement/moments.hpp"

#include <algorithm>
#include <cmath>

namespace preceptron::agreement {

statistic jackknife_standard_error(std::span<const double> left_out) {
    if (left_out.size() < 2)
        return undefined("fewer than two cases");
    if (!std::ranges::all_of(left_out, [](double x) { return std::isfinite(x); }))
        return undefined("the statistic is undefined without one of the cases");
    const double c = static_cast<double>(left_out.size());
    return defined(std::sqrt((c - 1) / c * centred_square_sum(left_out)));
}

interval_estimate jackknife_t_interval(double theta, std::span<const double> left_out) {
    if (!std::isfinite(theta))
        return no_interval("the statistic is undefined");
    const statistic se = jackknife_standard_error(left_out);
    if (!se)
        return no_interval(se.undefined_reason);
    if (!(*se > error_of_rounding * std::max(1.0, std::abs(theta))))
        return no_interval(no_variation);
    const double half = t_quantile(0.975, static_cast<double>(left_out.size()) - 1) * *se;
    return between(theta - half, theta + half);
}

} // namespace preceptron::agreement
