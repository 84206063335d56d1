#include "pacing/budget.hpp"

#include <algorithm>

namespace preceptron::pacing {

bool budget::reserve(double worst) noexcept {
    constexpr double slack = 1e-9; // sums of cents are off by rounding
    if (limit_ && spent_ + reserved_ + worst > *limit_ + slack)
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
