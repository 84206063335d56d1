#include "agreement/quantile.hpp"

#include <algorithm>
#include <cmath>

namespace preceptron::agreement {

double quantile_type7(std::span<double> x, double p) {
    const double position = p * static_cast<double>(x.size() - 1);
    const auto below = static_cast<std::size_t>(std::floor(position));
    const double share = position - static_cast<double>(below);
    const auto at = x.begin() + static_cast<std::ptrdiff_t>(below);
    std::nth_element(x.begin(), at, x.end());
    if (share == 0)
        return *at;
    const double next = *std::min_element(at + 1, x.end());
    return *at + share * (next - *at);
}

double quantile_inverse_cdf(std::span<const weighted_value> sorted, double p) {
    double cumulated = 0;
    for (const weighted_value& v : sorted) {
        cumulated += v.weight;
        // Sums of many weights miss p by rounding alone; a true step is far larger.
        if (cumulated >= p - 1e-12)
            return v.value;
    }
    return sorted.back().value;
}

} // namespace preceptron::agreement
