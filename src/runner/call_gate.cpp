#include "runner/call_gate.hpp"

#include <algorithm>

namespace preceptron::runner {

namespace {

using pacing::limiting_factor;

// A gate on hold is looked after by whoever opens it; this only bounds the sleep.
constexpr auto a_long_time = std::chrono::hours(1);

// What a limit has left may turn out to be more with each answer that comes meanwhile, and nobody
// is roused for that.
constexpr auto look_again = std::chrono::seconds(1);

double seconds(std::chrono::steady_clock::duration d) {
    return std::chrono::duration<double>(d).count();
}

} // namespace

call_gate::verdict call_gate::next(const limiters& all, pacing::call_estimate call,
                                   clock::time_point now) noexcept {
    verdict v{.until = now};
    const auto later = [&v](clock::time_point when, limiting_factor why, bool of_limit = false) {
        if (when > v.until)
            v = {when, why, of_limit};
    };
    if (dissolved_)
        return v;
    if (on_hold_)
        later(now + a_long_time, limiting_factor::held);
    later(paused_until_, limiting_factor::pause);
    if (last_ != clock::time_point::min()) {
        if (reopening_ > 0)
            later(last_ + reopening_gap_, limiting_factor::pause);
        later(last_ + gap_, limiting_factor::outage);
    }
    for (pacing::rate_limiter* limiter : all) {
        if (!limiter)
            continue;
        const auto wait = limiter->earliest(call, now);
        if (wait.by)
            later(wait.until, pacing::factor_of(*wait.by), true);
    }
    return v;
}

void call_gate::leave_wait(clock::time_point now) noexcept {
    waited_s_[static_cast<std::size_t>(waiting_for_)] += seconds(now - waiting_since_);
    waiting_for_ = limiting_factor::nothing;
}

call_gate::passage call_gate::take(const limiters& all, pacing::call_estimate call,
                                   clock::time_point now) noexcept {
    passage p;
    p.at = now;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i])
            p.held[i] = all[i]->reserve(call, now);
    last_ = now;
    reopening_ -= std::min<std::size_t>(reopening_, 1);
    return p;
}

asio::awaitable<std::optional<call_gate::passage>> call_gate::pass(const limiters& all,
                                                                   estimator estimate) {
    const auto mine = co_await turn_.acquire();
    for (;;) {
        const auto now = naps_.now();
        const auto call = estimate();
        if (!call)
            co_return std::nullopt;
        const verdict v = next(all, *call, now);
        if (v.until <= now)
            co_return take(all, *call, now);
        waiting_for_ = v.why;
        waiting_since_ = now;
        waiting_until_ = v.until;
        const bool goes_on =
            co_await naps_.sleep_until(v.of_limit ? std::min(v.until, now + look_again) : v.until);
        leave_wait(naps_.now());
        if (!goes_on)
            co_return std::nullopt;
    }
}

void call_gate::pause_until(clock::time_point when, std::size_t abreast) noexcept {
    if (when <= paused_until_)
        return;
    paused_until_ = when;
    reopening_ = std::max<std::size_t>(abreast, 1);
    reopening_gap_ = std::chrono::nanoseconds(std::chrono::seconds(1)) / reopening_;
}

void call_gate::hold(bool closed) {
    on_hold_ = closed;
    naps_.rouse();
}

void call_gate::space(std::chrono::milliseconds gap) {
    const bool shorter = gap < gap_;
    gap_ = gap;
    if (shorter && waiting_for_ == limiting_factor::outage)
        naps_.rouse();
}

void call_gate::dissolve() {
    dissolved_ = true;
    naps_.rouse();
}

double call_gate::waited_s(limiting_factor why, clock::time_point now) const noexcept {
    const double so_far = waited_s_[static_cast<std::size_t>(why)];
    return why == waiting_for_ && why != limiting_factor::nothing
               ? so_far + seconds(now - waiting_since_)
               : so_far;
}

} // namespace preceptron::runner
