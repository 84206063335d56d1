// All that one call needs before it may leave, taken in the order of the gates (src/README.md): a
// slot of the account, room for its records, its worst case of the budget, and its share of the
// limits. Whoever has to wait for one of them holds nothing meanwhile that another call may need.
#pragma once

#include "async/semaphore.hpp"
#include "runner/benchmark_run.hpp"
#include "runner/money_hold.hpp"
#include "runner/prospect.hpp"
#include "runner/trial_records.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>

namespace preceptron::runner {

enum class clearance_outcome {
    granted,
    not_to_be_sent, // judge or account is stopped, or the budget is reached
    run_ends,
};

class call_clearance {
  public:
    // All of them outlive it. `slot` is held, and serves the first call; `who` is told what each
    // call may cost at its worst.
    call_clearance(benchmark_run& run, tested_judge& judge, trial_identity& who,
                   async::semaphore::permit slot, prospect hope);

    // For the next call, which asks `prompt`. What the one before held is given back, but for a
    // slot that it still has.
    asio::awaitable<clearance_outcome> obtain(const prompt_messages& prompt);

    // Of the call that it was granted for.
    const call_gate::limiters& limiters() const noexcept { return limiters_; }
    const call_gate::passage& passed() const noexcept { return *passed_; }
    money_hold& money() noexcept { return *money_; }

    // The call is over; and its records are written.
    void release_slot() noexcept { slot_.release(); }
    void release_place() noexcept { place_.release(); }
    // Another will follow after a sleep: unless its money has gone meanwhile, the trial is a
    // prospect all along.
    void hope_on();

  private:
    enum class need { limits, money };

    void give_back() noexcept;
    std::optional<pacing::call_estimate> estimate(std::size_t prompt_bytes) const;
    asio::awaitable<clearance_outcome> wait_for(need lacking, std::size_t prompt_bytes);

    benchmark_run& run_;
    tested_judge& judge_;
    trial_identity& who_;
    const call_gate::limiters limiters_;
    call_gate& gate_;
    call_gate::line& line_;
    async::semaphore::permit slot_;
    async::semaphore::permit turn_; // at the head of the line
    prospect hope_;
    journal_room::place place_;
    std::optional<money_hold> money_;
    std::optional<call_gate::passage> passed_;
};

} // namespace preceptron::runner
