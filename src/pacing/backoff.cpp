#include "pacing/backoff.hpp"

#include <algorithm>
#include <cmath>

namespace preceptron::pacing {

std::chrono::milliseconds backoff_delay(const backoff& b, int failures, double random) noexcept {
    const int doublings = std::clamp(failures - 1, 0, 62);
    const double longest = std::min(std::ldexp(static_cast<double>(b.base.count()), doublings),
                                    static_cast<double>(b.cap.count()));
    return std::chrono::milliseconds(
        static_cast<std::chrono::milliseconds::rep>(longest * std::clamp(random, 0.0, 1.0)));
}

} // namespace preceptron::pacing
