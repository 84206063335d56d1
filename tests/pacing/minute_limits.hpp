// Limits of our own for a rate limiter, and the time at which its tests begin.
#pragma once

#include "pacing/rate_limiter.hpp"

#include <chrono>

namespace preceptron::tests {

using instant = pacing::rate_limiter::time_point;

inline constexpr instant start = instant() + std::chrono::hours(24);

inline rate_limits requests_a_minute(double most) {
    rate_limits limits;
    limits.requests_per_minute = most;
    return limits;
}

inline rate_limits tokens_a_minute(double most) {
    rate_limits limits;
    limits.tokens_per_minute = most;
    return limits;
}

} // namespace preceptron::tests
