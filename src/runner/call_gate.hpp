// The last gate before the wire: one call at a time passes, first come, first served, when pause,
// limits and outage allow. Exact, because it is one thread: whoever is next computes the moment,
// sleeps until then, and takes its share before anyone else looks.
#pragma once

#include "async/semaphore.hpp"
#include "async/sleepers.hpp"
#include "pacing/limiting_factor.hpp"
#include "pacing/rate_limiter.hpp"

#include <boost/asio/awaitable.hpp>

#include <array>
#include <chrono>
#include <functional>
#include <optional>

namespace preceptron::runner {

namespace asio = boost::asio;

class call_gate {
  public:
    using clock = std::chrono::steady_clock;
    // Whose limits a call must keep: the account's, its model's, its judge's own; null = none.
    using limiters = std::array<pacing::rate_limiter*, 3>;

    // `naps` outlives the gate.
    call_gate(asio::any_io_executor executor, async::sleepers& naps)
        : turn_(std::move(executor), 1), naps_(naps) {}

    // What a call holds of each limiter, in their order.
    struct passage {
        clock::time_point at{};
        std::array<pacing::rate_limiter::reservation, std::tuple_size_v<limiters>> held;
    };

    // Nothing when the run is ending or `estimate` gives nothing: no call should be sent. The
    // limiters outlive the wait. `estimate` is asked when the call is next, and again each time it
    // looks: what answers have taught while it waited counts. Nothing = it may not leave any more.
    using estimator = std::function<std::optional<pacing::call_estimate>()>;
    asio::awaitable<std::optional<passage>> pass(const limiters& all, estimator estimate);

    // Closes it for a while; a longer pause in force stays. Those who wait come out one by one,
    // `abreast` of them within a second.
    void pause_until(clock::time_point when, std::size_t abreast) noexcept;
    clock::time_point paused_until() const noexcept { return paused_until_; }

    // Closed until somebody opens it again.
    void hold(bool closed);
    bool on_hold() const noexcept { return on_hold_; }

    // At least so long between two calls; zero ends that.
    void space(std::chrono::milliseconds gap);

    // Nothing is waited for any more: those who come out will see why.
    void dissolve();

    // What its next call waits for, one of pacing::gate_factors or nothing, and until when.
    pacing::limiting_factor waiting_for() const noexcept { return waiting_for_; }
    clock::time_point waiting_until() const noexcept { return waiting_until_; }

    // How long calls have waited for it so far, in seconds.
    double waited_s(pacing::limiting_factor why, clock::time_point now) const noexcept;

  private:
    struct verdict {
        clock::time_point until;
        pacing::limiting_factor why = pacing::limiting_factor::nothing;
        bool of_limit = false; // what is left of it may turn out to be more
    };
    verdict next(const limiters& all, pacing::call_estimate call, clock::time_point now) noexcept;
    void leave_wait(clock::time_point now) noexcept;
    passage take(const limiters& all, pacing::call_estimate call, clock::time_point now) noexcept;

    async::semaphore turn_;
    async::sleepers& naps_;
    clock::time_point paused_until_ = clock::time_point::min();
    std::size_t reopening_ = 0; // calls that still come out of a pause
    std::chrono::nanoseconds reopening_gap_{0};
    std::chrono::milliseconds gap_{0};
    clock::time_point last_ = clock::time_point::min();
    bool on_hold_ = false;
    bool dissolved_ = false;

    pacing::limiting_factor waiting_for_ = pacing::limiting_factor::nothing;
    clock::time_point waiting_since_{}, waiting_until_{};
    std::array<double, pacing::limiting_factor_names.size()> waited_s_{};
};

} // namespace preceptron::runner
