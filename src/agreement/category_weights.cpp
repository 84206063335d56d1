#include "agreement/category_weights.hpp"

#include <algorithm>
#include <cmath>

namespace preceptron::agreement {

namespace {

double weight(double distance, weighting w) {
    switch (w) {
    case weighting::none:
        return distance > 0 ? 1 : 0;
    case weighting::linear:
        return distance;
    case weighting::quadratic:
        return distance * distance;
    }
    return 0;
}

} // namespace

disagreement::disagreement(const scale& categories, weighting w, spacing s)
    : disagreement(categories.values(), w, s) {}

disagreement::disagreement(std::span<const double> categories, weighting w, spacing s)
    : size_(categories.size()), weights_(size_ * size_) {
    for (std::size_t a = 0; a < size_; ++a)
        for (std::size_t b = 0; b < size_; ++b) {
            const double distance = s == spacing::value
                                        ? std::abs(categories[a] - categories[b])
                                        : std::abs(static_cast<double>(a) - static_cast<double>(b));
            weights_[a * size_ + b] = weight(distance, w);
            greatest_ = std::max(greatest_, weights_[a * size_ + b]);
        }
}

} // namespace preceptron::agreement
