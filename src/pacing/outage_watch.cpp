#include "pacing/outage_watch.hpp"

#include <algorithm>

namespace preceptron::pacing {

void outage_watch::on_answer() noexcept {
    ever_answered_ = true;
    in_a_row_ = 0;
    gap_ = std::chrono::milliseconds(0);
}

void outage_watch::on_rate_limit() noexcept {
    in_a_row_ = 0;
    gap_ = std::chrono::milliseconds(0);
}

void outage_watch::on_failure(time_point sent, time_point now,
                              std::chrono::milliseconds asked) noexcept {
    if (in_a_row_++ == 0) {
        since_ = now;
        asked_since_ = false;
        longest_asked_ = {};
    }
    asked_since_ = asked_since_ || sent > since_;
    longest_asked_ = std::max(longest_asked_, asked);
    // Calls that were out together fail together: they widen the gap once.
    if (in_a_row_ < settings_.suspicious || (gap_.count() > 0 && sent < last_widened_))
        return;
    gap_ = std::clamp<std::chrono::milliseconds>(gap_ * 2, std::chrono::seconds(1),
                                                 settings_.longest_gap);
    last_widened_ = now;
}

bool outage_watch::hopeless(time_point now) const noexcept {
    constexpr int waits_at_first = 3;
    const auto at_first =
        std::max(settings_.patience_at_first,
                 waits_at_first * std::min(longest_asked_, settings_.patience / waits_at_first));
    const auto patience = ever_answered_ ? settings_.patience : at_first;
    return in_a_row_ >= settings_.suspicious && asked_since_ && now - since_ >= patience;
}

} // namespace preceptron::pacing
