// A lane: all that one account shares. Slots, connections, the codec, the gate before the wire with
// the limits it keeps, and whether the account still serves us at all.
#pragma once

#include "async/semaphore.hpp"
#include "async/sleepers.hpp"
#include "benchmark/attempt.hpp"
#include "net/connection_pool.hpp"
#include "net/http_exchange.hpp"
#include "pacing/adaptive_limit.hpp"
#include "pacing/outage_watch.hpp"
#include "pacing/retry_budget.hpp"
#include "provider/provider.hpp"
#include "runner/call_gate.hpp"
#include "runner/call_in_flight.hpp"
#include "runner/redaction.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace preceptron::runner {

struct lane_settings {
    std::string name;      // judge_spec::account
    std::string key_named; // where its key stands, for messages; empty = it has none
    std::size_t threads = 10;
    bool adaptive = false; // grows up to `threads`
    rate_limits limits{};
    net::origin peer;
    net::exchange_deadlines deadlines;
    const net::proxy* via = nullptr; // outlives the lane; null = direct
    pacing::outage_settings outage{};
    std::string user_agent{}; // who we say we are; empty = nothing
};

class account_lane {
  public:
    using clock = std::chrono::steady_clock;

    // `tls` may be null for plain http; `key` may be null. Both, the codec and `naps` outlive the
    // lane.
    account_lane(asio::any_io_executor executor, lane_settings settings,
                 const provider::codec& codec, const net::tls_context* tls, const secret* key,
                 async::sleepers& naps);

    // Limits that the provider announces for one model; the account's own hold beside them.
    pacing::rate_limiter& limits_of(const std::string& model_id) { return models_[model_id]; }
    pacing::rate_limiter& limits() noexcept { return limits_; }

    // Where the judge's calls wait. Judges rank as they are first asked for here.
    call_gate::line& line_of(std::string_view judge);

    // Trials begun and not settled, sleeping ones included; judges that have any; and judges that
    // could begin more.
    std::size_t trials_in_use() const noexcept;
    std::size_t judges_in_use() const noexcept;
    std::size_t judges_full() const noexcept;

    // The response's head has come.
    void on_head(call_in_flight& call, const announced_limits& said) noexcept;
    // The call is over: concurrency, limits and outage learn from it. Why its judge is given up for
    // this run, if it is: it only fails, while the account answers others.
    std::optional<std::string> on_end(const call_in_flight& call, const attempt_outcome& outcome,
                                      clock::time_point now = clock::now());

    // Closes the lane for a while; a longer pause in force stays.
    void pause_until(clock::time_point when) noexcept;

    // The account is refused: nothing more is sent. The first reason is kept.
    void stop(std::string reason);
    // The same, of an account that may serve the next run.
    void give_up(std::string reason);
    const std::optional<std::string>& stopped() const noexcept { return stopped_; }
    bool given_up() const noexcept { return given_up_; }

    // Takes effect at once; calls that are out stay out.
    void set_threads(std::size_t threads);
    void set_limits(const rate_limits& limits);

    const lane_settings& settings() const noexcept { return settings_; }
    const pacing::adaptive_limit& concurrency() const noexcept { return concurrency_; }
    // Replies to the judge's calls, whatever they say.
    std::uint64_t answers_to(std::string_view judge) const noexcept;

    // Why trials sleep: "timeout", "HTTP 500"; of the last call that failed.
    const std::string& last_trouble() const noexcept { return last_trouble_; }

    // Seconds from the exchange's beginning to its first byte, on average, of the judge that was
    // heard of last: lately, and at its best; 0 = too early to tell.
    double first_byte_s() const noexcept {
        return last_heard_of_ ? last_heard_of_->first_byte_s : 0;
    }
    double best_first_byte_s() const noexcept {
        return last_heard_of_ ? last_heard_of_->best_first_byte_s : 0;
    }

    const provider::codec& codec;
    const secret* const key;
    const redaction echoes; // of the key, in what its server says
    net::connection_pool pool;
    async::semaphore slots;     // calls in flight
    std::size_t dispatched = 0; // judges with trials that have not begun
    call_gate gate;
    call_in_flight::list calls;              // oldest first
    std::multiset<clock::time_point> alarms; // of trials that sleep between two attempts
    pacing::retry_budget retries;

  private:
    // Of one judge: calls in its line are spaced when its own only fail.
    struct asked_judge {
        asked_judge(asio::any_io_executor executor, std::size_t rank, std::size_t most_trials,
                    const pacing::outage_settings& settings)
            : line(executor, rank, most_trials), outage(settings) {}

        call_gate::line line;
        pacing::outage_watch outage;
        double first_byte_s = 0, best_first_byte_s = 0; // lately, and at its best
        std::uint64_t timed = 0;                        // calls that these are of
        std::uint64_t answers = 0;
    };
    asked_judge& judge(std::string_view name);
    void learn_latency(const call_in_flight& call, asked_judge& judge);
    std::optional<std::string> on_failure(const call_in_flight& call, asked_judge& judge,
                                          const attempt_failure& f, clock::time_point now);

    lane_settings settings_;
    pacing::rate_limiter limits_;
    std::map<std::string, pacing::rate_limiter> models_;
    asio::any_io_executor executor_;
    std::map<std::string, asked_judge, std::less<>> judges_;
    pacing::adaptive_limit concurrency_;
    pacing::outage_watch outage_; // of all judges
    async::sleepers& naps_;
    std::string last_trouble_;
    const asked_judge* last_heard_of_ = nullptr;
    std::optional<std::string> stopped_;
    bool given_up_ = false;
};

} // namespace preceptron::runner
