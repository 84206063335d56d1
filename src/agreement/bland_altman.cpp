#include "agreement/bland_altman.hpp"

#include "agreement/deviation.hpp"
#include "agreement/distribution.hpp"
#include "agreement/moments.hpp"
#include "agreement/quantile.hpp"

#include <cmath>

namespace preceptron::agreement {

agreement_limits limits_of_agreement(const pairs& p) {
    constexpr std::string_view few = "fewer than two pairs";
    if (p.size() < 2)
        return {undefined(few), undefined(few), no_interval(few),
                no_interval(few), undefined(few), undefined(few)};
    const double n = static_cast<double>(p.size());
    const double centre = *bias(p);
    const double s = *standard_deviation_of_differences(p);
    // Variance of a limit: s^2 (1/n + z^2 / (2(n-1))), Bland & Altman 1999, section 2.
    const double se = s * std::sqrt(1 / n + z975 * z975 / (2 * (n - 1)));
    const double half = t_quantile(0.975, n - 1) * se;
    const double lower = centre - z975 * s;
    const double upper = centre + z975 * s;
    std::vector<double> d = differences(p);
    return {defined(lower),
            defined(upper),
            between(lower - half, lower + half),
            between(upper - half, upper + half),
            defined(quantile_type7(d, 0.025)),
            defined(quantile_type7(d, 0.975))};
}

statistic proportional_bias(const pairs& p) {
    std::vector<double> middle(p.size());
    for (std::size_t i = 0; i < p.size(); ++i)
        middle[i] = (p.grade[i] + p.score[i]) / 2;
    const moments m = moments_of(middle, differences(p));
    if (m.n < 2)
        return undefined("fewer than two pairs");
    if (m.x_constant)
        return undefined("the mean of grade and score does not vary");
    return defined(m.sxy / m.sxx);
}

} // namespace preceptron::agreement
