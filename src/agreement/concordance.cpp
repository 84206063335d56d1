#include "agreement/concordance.hpp"

#include "agreement/correlation.hpp"
#include "agreement/distribution.hpp"

#include <cmath>

namespace preceptron::agreement {

statistic concordance(std::span<const double> x, std::span<const double> y) {
    const moments m = moments_of(x, y);
    if (m.n == 0)
        return undefined("no row has both a grade and a score");
    if (m.x_constant && m.y_constant && rounded(x[0]) == rounded(y[0]))
        return undefined("all grades and scores are the same value");
    return concordance(m);
}

statistic concordance(const moments& m) {
    const double shift = m.mean_x - m.mean_y;
    return defined(2 * m.sxy / (m.sxx + m.syy + static_cast<double>(m.n) * shift * shift));
}

statistic concordance(const pairs& p) {
    return concordance(p.grade, p.score);
}

statistic concordance_bias_correction(const pairs& p) {
    const statistic r = pearson(p);
    if (!r)
        return r;
    if (*r == 0)
        return undefined("the correlation is 0");
    return defined(*concordance(p) / *r);
}

interval_estimate concordance_interval_iid(const pairs& p) {
    const statistic correlation = pearson(p);
    if (!correlation)
        return no_interval(correlation.undefined_reason);
    if (p.size() < 3)
        return no_interval("fewer than three pairs");
    const moments m = moments_of(p.grade, p.score);
    const double n = static_cast<double>(m.n);
    const double r = *correlation;
    const double c = without_rounding(*concordance(p));
    if (r == 0)
        return no_interval("the correlation is 0");
    if (std::abs(c) >= 1)
        return no_interval("the concordance is perfect");
    // Lin's location shift relative to scale, squared: (mean g - mean p)^2 / (S_g S_p).
    const double u2 = (m.mean_x - m.mean_y) * (m.mean_x - m.mean_y) / std::sqrt(m.sxx * m.syy) * n;
    const double variance = ((1 - r * r) * c * c * (1 - c * c) / (r * r) +
                             2 * c * c * c * (1 - c) * u2 / r - 0.5 * c * c * c * c * u2 * u2 / (r * r)) /
                            (n - 2);
    if (!(variance >= 0))
        return no_interval("the variance estimate is negative");
    const double half = z975 * std::sqrt(variance) / (1 - c * c);
    return between(std::tanh(std::atanh(c) - half), std::tanh(std::atanh(c) + half));
}

} // namespace preceptron::agreement
