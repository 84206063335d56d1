// How long to wait before trying again when the server does not say.
#pragma once

#include <chrono>

namespace preceptron::pacing {

struct backoff {
    std::chrono::milliseconds base{1000}; // the longest first wait
    std::chrono::milliseconds cap{60000}; // the longest wait at all
};

// "Full jitter": anything from zero to base * 2^(failures - 1), at most cap, so that requests that
// failed together do not come back together. `failures` >= 1 counts the tries so far that failed;
// `random` is uniform in [0, 1).
// Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
std::chrono::milliseconds backoff_delay(const backoff& b, int failures, double random) noexcept;

} // namespace preceptron::pacing
