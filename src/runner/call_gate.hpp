// The last gate before the wire. Calls pass when pause, limits and outage allow: those of one judge
// first come, first served, those of several side by side, so that a model whose limit is used up
// holds up no other. Whoever waits for a limit that lines share has its turn at it: a line of small
// calls would else take all that a line of large ones waits for. Exact, because it is one thread:
// whoever is next in its line computes the moment, sleeps until then, and takes its share before
// anyone else looks.
#pragma once

#include "async/semaphore.hpp"
#include "async/sleepers.hpp"
#include "pacing/limiting_factor.hpp"
#include "pacing/rate_limiter.hpp"

#include <boost/asio/awaitable.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace preceptron::runner {

namespace asio = boost::asio;

class call_gate {
  public:
    using clock = std::chrono::steady_clock;
    // Whose limits a call must keep: the account's, its model's, its judge's own; null = none.
    using limiters = std::array<pacing::rate_limiter*, 3>;

    static constexpr std::uint64_t has_not_waited = ~std::uint64_t{0};

    // Where one judge's calls wait. Where there are too few slots, lower ranks go first.
    class line {
      public:
        line(asio::any_io_executor executor, std::size_t its_rank, std::size_t most_trials)
            : rank(its_rank), trials(executor, most_trials), turn_(executor, 1) {}

        // Somebody waits in it: who comes now has to wait, too.
        bool waits() const noexcept { return turn_.in_use() > 0; }

        const std::size_t rank;
        async::semaphore trials; // of the judge, begun and not settled, sleeping ones included

      private:
        friend call_gate;
        async::semaphore turn_;
        // When who is at its head began to wait for limits, among all heads: kept until it passes.
        std::uint64_t arrival_ = has_not_waited;
        std::chrono::milliseconds gap_{0};
        clock::time_point last_ = clock::time_point::min();
    };

    // Both outlive the gate.
    call_gate(async::semaphore& slots, async::sleepers& naps) : slots_(slots), naps_(naps) {}

    // What a call holds of each limiter, in their order.
    struct passage {
        clock::time_point at{};
        std::array<pacing::rate_limiter::reservation, std::tuple_size_v<limiters>> held;
    };

    // A slot for a call that is to pass; not before those who wait in the line have passed. Who is
    // at the head of it, and holds `turn`, gets the next one.
    asio::awaitable<async::semaphore::permit> slot_for(line& in,
                                                       const async::semaphore::permit& turn);

    // For who holds all else that a call needs. Nothing when there is something to wait for.
    std::optional<passage> pass(line& in, const limiters& all, const pacing::call_estimate& call,
                                const async::semaphore::permit& turn) noexcept;

    // The turn of who is at the head of the line. Who waits there, or for it, holds nothing that
    // another call may need.
    asio::awaitable<async::semaphore::permit> turn_in(line& in) { return in.turn_.acquire(); }

    // For who has the turn: waits until pass() may succeed. False when the run is ending or
    // `estimate` gives nothing: no call should be sent. The limiters outlive the wait. `estimate`
    // is asked each time it looks: what answers have taught while it waited counts.
    using estimator = std::function<std::optional<pacing::call_estimate>()>;
    asio::awaitable<bool> wait_in(line& in, const limiters& all, estimator estimate);

    // Closes it for a while; a longer pause in force stays. Those who wait come out one by one,
    // `abreast` of them within a second.
    void pause_until(clock::time_point when, std::size_t abreast) noexcept;
    clock::time_point paused_until() const noexcept { return paused_until_; }

    // Closed until somebody opens it again.
    void hold(bool closed);
    bool on_hold() const noexcept { return on_hold_; }

    // At least so long between two calls of the line; zero ends that.
    void space(line& in, std::chrono::milliseconds gap);

    // Nothing is waited for any more: those who come out will see why.
    void dissolve();

    // What its next call waits for, one of pacing::gate_factors or nothing, and until when; where
    // several lines wait, the one with the lowest rank.
    pacing::limiting_factor waiting_for() const noexcept;
    clock::time_point waiting_until() const noexcept;
    std::size_t lines_waiting() const noexcept { return waits_.size(); }

    // The limit a minute by which calls were last held back; 0 = it never happened, or the limit is
    // of a day, say.
    double last_limit(limited_resource r) const noexcept { return last_limits_[index_of(r)]; }

    // How long calls have waited for it so far, in seconds: those of one line or more.
    double waited_s(pacing::limiting_factor why, clock::time_point now) const noexcept;

  private:
    struct verdict {
        clock::time_point until;
        pacing::limiting_factor why = pacing::limiting_factor::nothing;
        const pacing::rate_limiter* limiter = nullptr; // what is left may turn out to be more
    };
    struct wait {
        std::size_t rank;
        pacing::limiting_factor why;
        clock::time_point until;
        std::uint64_t arrival;
        const pacing::rate_limiter* claims; // who arrives later has what this leaves of it
    };
    class counted_wait;
    verdict next(const line& in, const limiters& all, pacing::call_estimate call,
                 clock::time_point now, std::uint64_t arrival) noexcept;
    const wait* first_wait() const noexcept;
    passage take(line& in, const limiters& all, pacing::call_estimate call,
                 clock::time_point now) noexcept;
    asio::awaitable<async::semaphore::permit> slot_behind(line& in);

    async::semaphore& slots_;
    async::sleepers& naps_;
    clock::time_point paused_until_ = clock::time_point::min();
    std::size_t reopening_ = 0; // calls that still come out of a pause
    std::chrono::nanoseconds reopening_gap_{0};
    clock::time_point last_ = clock::time_point::min();
    bool on_hold_ = false;
    bool dissolved_ = false;

    struct tally {
        std::size_t waiting = 0; // lines
        clock::time_point since{};
        double waited_s = 0; // before
    };
    tally& of(pacing::limiting_factor f) noexcept { return tallies_[static_cast<std::size_t>(f)]; }
    std::array<tally, pacing::limiting_factor_names.size()> tallies_{};
    std::array<double, all_limits.size()> last_limits_{};
    std::vector<const wait*> waits_; // each in the frame of who sleeps
    std::uint64_t arrivals_ = 0;
};

} // namespace preceptron::runner
