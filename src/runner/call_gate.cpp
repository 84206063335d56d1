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

// Who wakes at the same moment as somebody whose turn it is lets that one go first.
constexpr auto a_moment = std::chrono::milliseconds(1);

double seconds(std::chrono::steady_clock::duration d) {
    return std::chrono::duration<double>(d).count();
}

} // namespace

call_gate::verdict call_gate::next(const line& in, const limiters& all, pacing::call_estimate call,
                                   clock::time_point now, std::uint64_t arrival) noexcept {
    verdict v{.until = now};
    const auto later = [&v](clock::time_point when, limiting_factor why,
                            const pacing::rate_limiter* limiter = nullptr) {
        if (when > v.until)
            v = {when, why, limiter};
    };
    if (dissolved_)
        return v;
    if (on_hold_)
        later(now + a_long_time, limiting_factor::held);
    later(paused_until_, limiting_factor::pause);
    if (last_ != clock::time_point::min() && reopening_ > 0)
        later(last_ + reopening_gap_, limiting_factor::pause);
    if (in.last_ != clock::time_point::min())
        later(in.last_ + in.gap_, limiting_factor::outage);
    for (pacing::rate_limiter* limiter : all) {
        if (!limiter)
            continue;
        const auto wait = limiter->earliest(call, now);
        if (wait.by)
            later(wait.until, pacing::factor_of(*wait.by), limiter);
        for (const call_gate::wait* const other : waits_)
            if (other->claims == limiter && other->arrival < arrival)
                later(std::max(other->until, now + a_moment), other->why, limiter);
    }
    return v;
}

// Shown, and counted, for as long as it lives.
class call_gate::counted_wait {
  public:
    counted_wait(call_gate& gate, const wait& what) : gate_(gate), what_(what) {
        tally& t = gate_.of(what_.why);
        if (t.waiting++ == 0)
            t.since = gate_.naps_.now();
        gate_.waits_.push_back(&what_);
    }
    ~counted_wait() {
        tally& t = gate_.of(what_.why);
        if (--t.waiting == 0)
            t.waited_s += seconds(gate_.naps_.now() - t.since);
        std::erase(gate_.waits_, &what_);
    }
    counted_wait(const counted_wait&) = delete;
    counted_wait& operator=(const counted_wait&) = delete;

  private:
    call_gate& gate_;
    const wait what_;
};

call_gate::passage call_gate::take(line& in, const limiters& all, pacing::call_estimate call,
                                   clock::time_point now) noexcept {
    passage p;
    p.at = now;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i])
            p.held[i] = all[i]->reserve(call, now);
    last_ = in.last_ = now;
    in.arrival_ = has_not_waited;
    reopening_ -= std::min<std::size_t>(reopening_, 1);
    return p;
}

std::optional<call_gate::passage> call_gate::pass(line& in, const limiters& all,
                                                  const pacing::call_estimate& call,
                                                  const async::semaphore::permit& turn) noexcept {
    const auto now = naps_.now();
    const std::uint64_t arrival = turn ? in.arrival_ : has_not_waited;
    if ((in.waits() && !turn) || next(in, all, call, now, arrival).until > now)
        return {};
    return take(in, all, call, now);
}

asio::awaitable<async::semaphore::permit>
call_gate::slot_for(line& in, const async::semaphore::permit& turn) {
    return in.waits() && !turn ? slot_behind(in) : slots_.acquire(in.rank);
}

asio::awaitable<async::semaphore::permit> call_gate::slot_behind(line& in) {
    co_await in.turn_.acquire(); // and lets the next one have it
    co_return co_await slots_.acquire(in.rank);
}

asio::awaitable<bool> call_gate::wait_in(line& in, const limiters& all, estimator estimate) {
    if (in.arrival_ == has_not_waited)
        in.arrival_ = arrivals_++;
    for (;;) {
        const auto now = naps_.now();
        const auto call = estimate();
        if (!call)
            co_return false;
        const verdict v = next(in, all, *call, now, in.arrival_);
        if (v.until <= now)
            co_return true;
        if (v.limiter)
            for (const named_limit& limit : all_limits)
                if (v.why == pacing::factor_of(limit.of))
                    last_limits_[index_of(limit.of)] = v.limiter->per_minute(limit.of).value_or(0);
        // A call that is larger than the limit waits for a minute in which nobody else calls: that
        // nobody can be asked for.
        const bool claims = v.limiter && v.limiter->allows(*call);
        const counted_wait shown(
            *this, {in.rank, v.why, v.until, in.arrival_, claims ? v.limiter : nullptr});
        const bool goes_on =
            co_await naps_.sleep_until(v.limiter ? std::min(v.until, now + look_again) : v.until);
        if (!goes_on)
            co_return false;
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

void call_gate::space(line& in, std::chrono::milliseconds gap) {
    const bool shorter = gap < in.gap_;
    in.gap_ = gap;
    if (shorter && of(limiting_factor::outage).waiting > 0)
        naps_.rouse();
}

void call_gate::dissolve() {
    dissolved_ = true;
    naps_.rouse();
}

const call_gate::wait* call_gate::first_wait() const noexcept {
    const auto first = std::ranges::min_element(waits_, {}, &wait::rank);
    return first == waits_.end() ? nullptr : *first;
}

limiting_factor call_gate::waiting_for() const noexcept {
    const wait* const first = first_wait();
    return first ? first->why : limiting_factor::nothing;
}

call_gate::clock::time_point call_gate::waiting_until() const noexcept {
    const wait* const first = first_wait();
    return first ? first->until : clock::time_point{};
}

double call_gate::waited_s(limiting_factor why, clock::time_point now) const noexcept {
    const tally& t = tallies_[static_cast<std::size_t>(why)];
    return t.waited_s + (t.waiting > 0 ? seconds(now - t.since) : 0);
}

} // namespace preceptron::runner
