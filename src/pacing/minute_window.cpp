#include "pacing/minute_window.hpp"

#include <algorithm>

namespace preceptron::pacing {

minute_window::tick minute_window::tick_of(time_point when) noexcept {
    return when.time_since_epoch() / slot + tick{slots};
}

void minute_window::forget_before(tick now) noexcept {
    if (now <= newest_)
        return;
    if (now - newest_ >= tick{slots}) {
        spent_.fill(0);
        sum_ = 0;
    } else {
        for (tick t = newest_ + 1; t <= now; ++t) {
            sum_ -= at(t);
            at(t) = 0;
        }
    }
    newest_ = now;
}

double minute_window::spent(time_point now) noexcept {
    forget_before(tick_of(now));
    return std::max(0.0, sum_);
}

minute_window::time_point minute_window::earliest(double amount, double limit,
                                                  time_point now) noexcept {
    // Sums of fractions are off by rounding.
    const double slack = 1e-9 * limit;
    double left = spent(now);
    const double most = std::max(0.0, limit - amount) + slack;
    if (left <= most)
        return now;
    for (tick t = newest_ - tick{slots} + 1; t <= newest_; ++t) {
        left -= at(t);
        if (left <= most || t == newest_)
            return time_point(slot * t); // a window after its own time
    }
    return now;
}

void minute_window::take(double amount, time_point now) noexcept {
    forget_before(tick_of(now));
    at(newest_) += amount;
    sum_ += amount;
}

void minute_window::correct(double difference, time_point then, time_point now) noexcept {
    forget_before(tick_of(now));
    const tick t = tick_of(then);
    if (newest_ - t >= tick{slots})
        return;
    const double kept = std::max(at(t) + difference, 0.0);
    sum_ += kept - at(t);
    at(t) = kept;
}

} // namespace preceptron::pacing
