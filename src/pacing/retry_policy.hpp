// What follows a failed try: another one, or the end of the trial, the judge or the account. A pure
// function of what happened; whoever calls it does the waiting.
#pragma once

#include "benchmark/attempt.hpp"
#include "pacing/backoff.hpp"
#include "pacing/failure_fingerprint.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>

namespace preceptron::pacing {

struct retry_settings {
    int max_attempts = 6;
    int same_error = 3; // tries that may end in one and the same error while others succeed
    std::chrono::milliseconds max_wait = std::chrono::hours(1); // longest wait a server may ask for
    backoff own{};
};

enum class retry_step {
    give_up,     // this trial stays without a score
    again,       // after `delay`
    stop_judge,  // no further request of this judge
    stop_account // no further request of this account
};

struct retry_decision {
    retry_step step = retry_step::give_up;
    std::chrono::milliseconds delay{0};
    bool free = false;                                    // the failed try does not count
    bool final = false;                                   // given up for the next runs, too
    bool account_waits = false;                           // given up, and so will be all others
    std::optional<std::chrono::milliseconds> lane_pause;  // nobody of this account sends until then
    std::optional<std::chrono::milliseconds> retry_after; // given up for a wait beyond max_wait
};

// What the rest of the account knows.
struct retry_context {
    // Since this trial has first failed; and no request has yet succeeded after the error that this
    // one ends in (pacing/overcome_errors).
    bool others_succeed = false;
    bool retries_left = true; // pacing/retry_budget
};

// The failed tries of one trial so far.
class failed_tries {
  public:
    int counted() const noexcept { return counted_; }
    int free() const noexcept { return free_; }
    // How many tries in a row have ended in this error.
    int same(std::optional<std::uint64_t> fingerprint) const noexcept {
        return fingerprint && fingerprint == last_ ? repeated_ : 0;
    }
    // The error that the last counted try ended in.
    std::optional<std::uint64_t> last() const noexcept { return last_; }
    int of(failure_class kind) const noexcept { return by_class_[static_cast<std::size_t>(kind)]; }

    void add(const attempt_failure& failure, const retry_decision& decision);

  private:
    int counted_ = 0;
    int free_ = 0;
    std::optional<std::uint64_t> last_;
    int repeated_ = 0;
    std::array<int, failure_class_names.size()> by_class_{};
};

// `before` does not hold `failure` yet; add it with the decision. `random` is uniform in [0, 1).
retry_decision decide_retry(const attempt_failure& failure, const failed_tries& before,
                            const retry_settings& settings, double random,
                            const retry_context& context = {});

} // namespace preceptron::pacing
