#include "pacing/budget.hpp"

#include <algorithm>

namespace preceptron::pacing {

bool budget::fits(double reserved) const noexcept {
    // Sums of cents are off by rounding.
    constexpr double slack = 1e-9;
    return !limit_ || spent_ + reserved <= *limit_ + slack;
}

bool budget::overdrawn() const noexcept {
    return !fits(reserved_);
}

bool budget::reserve(double worst) noexcept {
    if (!fits(reserved_ + worst))
        return false;
    reserved_ += worst;
    ++calls_;
    return true;
}

void budget::settle(double worst, std::optional<double> cost) noexcept {
    --calls_;
    reserved_ = calls_ == 0 ? 0 : std::max(0.0, reserved_ - worst);
    spent_ += cost.value_or(worst);
}

} // namespace preceptron::pacing
