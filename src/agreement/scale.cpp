#include "agreement/scale.hpp"

#include <algorithm>
#include <cmath>

namespace preceptron::agreement {

double rounded(double x) {
    // Beyond 2^53 / 1e9 a double has no 9th decimal left to round.
    if (std::abs(x) > 9e6)
        return x;
    const double r = std::nearbyint(x * 1e9) / 1e9;
    return r == 0 ? 0.0 : r; // no negative zero
}

scale::scale(std::span<const double> values) {
    values_.reserve(values.size());
    for (const double v : values)
        values_.push_back(rounded(v));
    std::ranges::sort(values_);
    values_.erase(std::ranges::unique(values_).begin(), values_.end());
}

std::size_t scale::index_of(double score) const {
    const double r = rounded(score);
    const auto at = std::ranges::lower_bound(values_, r);
    return at != values_.end() && *at == r ? static_cast<std::size_t>(at - values_.begin()) : size();
}

scale scale::merged(const scale& other) const {
    std::vector<double> all = values_;
    all.insert(all.end(), other.values_.begin(), other.values_.end());
    return scale(all);
}

} // namespace preceptron::agreement
