#include "runner/judge_entry.hpp"

#include "provider/request_bounds.hpp"
#include "runner/call_clearance.hpp"
#include "runner/trial_course.hpp"
#include "runner/trial_prompt.hpp"
#include "runner/trial_records.hpp"
#include "runner/unsent_trial.hpp"

#include <boost/system/system_error.hpp>

#include <optional>
#include <variant>

namespace preceptron::runner {

namespace {

using clock = std::chrono::steady_clock;

// A failed attempt, as a trial may end with it later; nothing of one that no next run would try
// again: the trial was not given up for it. What it cost is recorded with the attempt.
std::optional<attempt_failure> what_happened(attempt_report& report) {
    auto* const f = std::get_if<attempt_failure>(&report.outcome);
    if (!f || !tried_again_by_next_run(f->kind, f->retryable))
        return {};
    f->usage = {};
    f->nothing_sent = true;
    return std::move(*f);
}

// Shown by the lane while the trial sleeps.
class alarm_clock {
  public:
    alarm_clock(account_lane& lane, clock::time_point when)
        : lane_(lane), place_(lane.alarms.insert(when)) {}
    ~alarm_clock() { lane_.alarms.erase(place_); }
    alarm_clock(const alarm_clock&) = delete;
    alarm_clock& operator=(const alarm_clock&) = delete;

  private:
    account_lane& lane_;
    std::multiset<clock::time_point>::iterator place_;
};

// Of a start that is saved and led to nothing: no bill has the call.
void record_withdrawn(benchmark_run& run, const trial_identity& who) {
    attempt_failure f;
    f.kind = failure_class::transport;
    f.nothing_sent = true;
    run.journal.append(make_attempt(who, f, {}));
}

// One call, from its start record to what the lane learns of it.
asio::awaitable<attempt_report> make_call(benchmark_run& run, tested_judge& judge,
                                          const trial_identity& who, prompt_messages prompt,
                                          call_clearance& cleared, net::path over) {
    account_lane& lane = judge.lane;
    call_in_flight call(lane.calls, judge.spec.name, who.judged.id, cleared.limiters(),
                        cleared.passed());
    const std::size_t prompt_bytes = provider::input_bytes(judge.spec, prompt);
    cleared.money().call_leaves();
    attempt_report report;
    try {
        report =
            co_await call_judge(lane, judge.spec, std::move(prompt), judge.learned, &call, over);
    } catch (const boost::system::system_error&) { // the run is closed
        if (!call.request_leaves)
            record_withdrawn(run, who);
        throw;
    }
    cleared.money().settle(known_cost(judge, report));
    const bool was_served = !lane.stopped();
    if (const auto hopeless = lane.on_end(call, report.outcome))
        run.give_up(judge, *hopeless);
    if (was_served && lane.given_up())
        run.observer.on_notice("account '" + lane.settings().name +
                               "' given up for this run: " + *lane.stopped());
    if (const auto* answer = std::get_if<reply>(&report.outcome))
        judge.forecast.learn(prompt_bytes, answer->usage);
    else if (const auto& f = std::get<attempt_failure>(report.outcome);
             f.kind == failure_class::length)
        judge.forecast.learn_cut(f.usage);
    co_return report;
}

} // namespace

asio::awaitable<void> judge_entry(benchmark_run& run, tested_judge& judge, trial which,
                                  [[maybe_unused]] async::semaphore::permit begun,
                                  async::semaphore::permit slot, prospect hope) {
    const entry& e = run.entries[which.entry];
    const judging::task& task = *judge.tasks.find(e.task);
    trial_identity who{judge, e, static_cast<int>(which.repeat)};
    auto rendered = render_for(run, judge, task, e);
    if (!rendered)
        co_return;
    if (const auto* missing = std::get_if<judging::missing_context>(&*rendered)) {
        record_missing(run, who, *missing);
        co_return;
    }
    auto& prompt = std::get<judging::rendered_prompt>(*rendered);
    who.key = judge.keys.of(e.task, e.id, prompt.messages).of(who.repeat);

    call_clearance clearance(run, judge, who, std::move(slot), std::move(hope));
    trial_course course(run, judge, who, task, prompt);
    std::optional<attempt_failure> last_failure; // says more than that the account was stopped
    net::path over = net::path::any;
    bool sent_along = false; // an attempt took the prompt's messages
    for (;;) {
        if (sent_along) {
            auto again = render_for(run, judge, task, e);
            if (!again)
                co_return;
            prompt.messages = std::move(std::get<judging::rendered_prompt>(*again).messages);
            sent_along = false;
        }
        const auto cleared = co_await clearance.obtain(prompt.messages);
        if (cleared == clearance_outcome::not_to_be_sent) {
            if (last_failure)
                run.journal.append(make_fail(who, *last_failure, {}, {}));
            else
                record_unsent(run, judge, which);
        }
        if (cleared != clearance_outcome::granted)
            co_return;
        ++who.attempts;
        const bool saved = co_await run.room.save_start(make_start(who));
        if (!saved) {
            --who.attempts; // the start is not on disk: nothing may leave
            if (run.draining)
                co_return;
            continue;
        }
        if (run.closing) { // since this turn's starts were saved
            record_withdrawn(run, who);
            co_return;
        }
        sent_along = true;
        const provider::learned_parameters learned_before = judge.learned;
        attempt_report report =
            co_await make_call(run, judge, who, std::move(prompt.messages), clearance, over);
        clearance.release_slot();
        const auto next = course.weigh(report, learned_before);
        clearance.release_place();
        run.mind_the_journal();
        if (next.settled)
            co_return;
        const auto* const f = std::get_if<attempt_failure>(&report.outcome);
        over = f && f->stale_connection ? net::path::fresh : net::path::any;
        last_failure = what_happened(report);
        clearance.hope_on();
        const alarm_clock alarm(judge.lane, next.again_at);
        while (may_send(run, judge) && clock::now() < next.again_at) {
            const bool goes_on = co_await run.naps.sleep_until(next.again_at);
            if (!goes_on)
                co_return;
        }
    }
}

} // namespace preceptron::runner
