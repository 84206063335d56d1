#include "pacing/call_spacing.hpp"

#include <algorithm>

namespace preceptron::pacing {

namespace {

using seconds = std::chrono::duration<double>;

// No single call moves the next by more than this: an estimate may be wrong by any factor.
constexpr seconds longest{60};

std::chrono::steady_clock::duration time_for(double amount, double per_second) {
    const seconds time(std::clamp(amount / per_second, -longest.count(), longest.count()));
    return std::chrono::duration_cast<std::chrono::steady_clock::duration>(time);
}

} // namespace

void call_spacing::take(double amount, double per_second, time_point now) noexcept {
    next_ = std::max(next_, now) + time_for(amount, per_second);
}

void call_spacing::correct(double difference, double per_second, time_point now) noexcept {
    if (next_ > now || difference > 0)
        next_ = std::max(next_, now) + time_for(difference, per_second);
    next_ = std::max(next_, now - tolerance);
}

} // namespace preceptron::pacing
