#include "pacing/adaptive_limit.hpp"

#include <algorithm>
#include <cmath>

namespace preceptron::pacing {

adaptive_limit::adaptive_limit(std::size_t most, bool adapts) noexcept
    : most_(most), limit_(adapts ? std::min(most, first) : most), adapts_(adapts) {}

void adaptive_limit::set_most(std::size_t most) noexcept {
    most_ = std::max<std::size_t>(most, 1);
    limit_ = adapts_ ? std::min(limit_, most_) : most_;
}

void adaptive_limit::begin_round(time_point now) noexcept {
    round_began_ = now;
    answered_ = 0;
    used_ = false;
    clean_ = true;
}

void adaptive_limit::on_answer(time_point sent, std::size_t in_flight, time_point now) noexcept {
    if (!adapts_ || sent < round_began_)
        return;
    used_ = used_ || in_flight >= limit_;
    if (++answered_ < limit_)
        return;
    if (clean_ && used_ && limit_ < most_) {
        // Once it has been cut it grows by a twentieth, one at least.
        const std::size_t grown =
            slow_start_ ? limit_ * 2 : limit_ + std::max<std::size_t>(1, limit_ / 20);
        limit_ = std::min(grown, most_);
    }
    begin_round(now);
}

bool adaptive_limit::on_rate_limit(time_point sent, time_point now) noexcept {
    if (!adapts_ || sent <= last_cut_)
        return false;
    limit_ = std::max<std::size_t>(
        1, static_cast<std::size_t>(std::floor(static_cast<double>(limit_) * cut)));
    slow_start_ = false;
    last_cut_ = now;
    begin_round(now);
    return true;
}

} // namespace preceptron::pacing
