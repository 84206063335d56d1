#include "pacing/budget.hpp"

#include <algorithm>

namespace preceptron::pacing {

bool budget::fits_alone(double worst) const noexcept {
    constexpr double slack = 1e-9; // sums of cents are off by rounding
    return !limit_ || spent_.most() + worst <= *limit_ + slack;
}

bool budget::fits(double worst) const noexcept {
    return fits_alone(reserved_ + worst);
}

bool budget::reserve(double worst) noexcept {
    if (!fits(worst))
        return false;
    reserved_ += worst;
    ++calls_;
    return true;
}

void budget::settle(double worst, std::optional<double> cost) noexcept {
    --calls_;
    reserved_ = calls_ == 0 ? 0 : std::max(0.0, reserved_ - worst);
    (cost ? spent_.known : spent_.unknown) += cost.value_or(worst);
}

} // namespace preceptron::pacing
