#include "runner/call_clearance.hpp"

#include "pacing/call_cost.hpp"
#include "provider/request_bounds.hpp"
#include "runner/unsent_trial.hpp"

#include <algorithm>

namespace preceptron::runner {

call_clearance::call_clearance(benchmark_run& run, tested_judge& judge, trial_identity& who,
                               async::semaphore::permit slot, prospect hope)
    : run_(run), judge_(judge), who_(who), limiters_(judge.limiters()), gate_(judge.lane.gate),
      line_(judge.lane.line_of(judge.spec.name)), slot_(std::move(slot)), hope_(std::move(hope)) {}

void call_clearance::give_back() noexcept {
    passed_.reset();
    money_.reset();
    place_.release();
}

void call_clearance::hope_on() {
    if (run_.money.fits_alone(who_.worst_usd))
        hope_ = prospect(run_);
}

// Of a call that the budget does not rule out.
std::optional<pacing::call_estimate> call_clearance::estimate(std::size_t prompt_bytes) const {
    if (!may_send(run_, judge_) || !run_.money.fits_alone(who_.worst_usd))
        return {};
    // Until an answer has come, a limit is kept though answers be as long as they may: a provider
    // may count a call's cap from the start, too. A cap that is far above what is usual, as of
    // models that think, would leave room for a call or two.
    const std::int64_t cap =
        provider::most_output_tokens(judge_.spec, pacing::token_forecast::short_answer);
    return judge_.forecast.estimate(prompt_bytes, std::min(cap, pacing::longest_usual_answer));
}

asio::awaitable<clearance_outcome> call_clearance::obtain(const prompt_messages& prompt) {
    using enum clearance_outcome;
    const std::size_t prompt_bytes = provider::input_bytes(judge_.spec, prompt);
    for (;;) {
        give_back();
        if (!slot_) {
            hope_.end(); // who stands before it in the line may wait for money
            slot_ = co_await gate_.slot_for(line_, turn_);
        }
        if (!hope_)
            hope_ = prospect(run_);
        place_ = co_await run_.room.acquire();
        if (!place_) {
            run_.mind_the_journal();
            co_return run_ends;
        }
        if (run_.draining)
            co_return run_ends;
        if (!may_send(run_, judge_))
            co_return not_to_be_sent;
        who_.worst_usd = worst_case_usd(judge_, prompt).value_or(0);
        money_.emplace(hold_money(run_, who_.worst_usd));
        const auto call = *money_ ? estimate(prompt_bytes) : std::nullopt;
        passed_ = call ? gate_.pass(line_, limiters_, *call, turn_) : std::nullopt;
        if (passed_) {
            turn_.release();
            hope_.end();
            co_return granted;
        }
        const need lacking = *money_ ? need::limits : need::money;
        give_back();
        if (const auto end = co_await wait_for(lacking, prompt_bytes); end != granted)
            co_return end;
    }
}

asio::awaitable<clearance_outcome> call_clearance::wait_for(need lacking,
                                                            std::size_t prompt_bytes) {
    using enum clearance_outcome;
    slot_.release();
    hope_.end();
    if (!turn_)
        turn_ = co_await gate_.turn_in(line_);
    bool goes_on = true;
    if (lacking == need::limits) {
        hope_ = prospect(run_);
        goes_on = co_await gate_.wait_in(line_, limiters_,
                                         [this, prompt_bytes] { return estimate(prompt_bytes); });
    }
    if (lacking == need::money || (!goes_on && may_send(run_, judge_))) {
        hope_.end();
        goes_on = co_await wait_for_money(run_, who_.worst_usd);
    }
    if (run_.draining)
        co_return run_ends;
    if (!goes_on || !may_send(run_, judge_))
        co_return not_to_be_sent;
    hope_ = prospect(run_);
    co_return granted;
}

} // namespace preceptron::runner
