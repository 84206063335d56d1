#include "agreement/moments.hpp"

#include "agreement/scale.hpp"

#include <algorithm>

namespace preceptron::agreement {

double mean(std::span<const double> x) {
    // Summed around the first value, so that a common offset costs no digits.
    double sum = 0;
    for (const double v : x)
        sum += v - x[0];
    return x[0] + sum / static_cast<double>(x.size());
}

double centred_square_sum(std::span<const double> x) {
    if (x.empty())
        return 0;
    const double m = mean(x);
    double sum = 0;
    for (const double v : x)
        sum += (v - m) * (v - m);
    return sum;
}

double sample_variance(std::span<const double> x) {
    return centred_square_sum(x) / static_cast<double>(x.size() - 1);
}

bool is_constant(std::span<const double> x) {
    return std::ranges::all_of(x, [&](double v) { return rounded(v) == rounded(x[0]); });
}

moments moments_of(std::span<const double> x, std::span<const double> y) {
    moments m;
    m.n = x.size();
    if (x.empty())
        return m;
    m.mean_x = mean(x);
    m.mean_y = mean(y);
    m.x_constant = is_constant(x);
    m.y_constant = is_constant(y);
    for (std::size_t i = 0; i < m.n; ++i) {
        const double dx = m.x_constant ? 0 : x[i] - m.mean_x;
        const double dy = m.y_constant ? 0 : y[i] - m.mean_y;
        m.sxx += dx * dx;
        m.syy += dy * dy;
        m.sxy += dx * dy;
    }
    return m;
}

} // namespace preceptron::agreement
