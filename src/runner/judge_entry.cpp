#include "runner/judge_entry.hpp"

#include "core/grouped.hpp"
#include "core/thrown_failure.hpp"
#include "runner/failure_sentence.hpp"
#include "runner/money_hold.hpp"
#include "runner/trial_records.hpp"

#include <optional>
#include <variant>

namespace preceptron::runner {

namespace {

using clock = std::chrono::steady_clock;

// A server that refuses one parameter after the other teaches at most as many as there are.
constexpr int most_lessons = 5;

const std::string* stop_reason(const tested_judge& judge) {
    if (judge.stopped)
        return &*judge.stopped;
    return judge.lane.stopped() ? &*judge.lane.stopped() : nullptr;
}

attempt_failure not_sent(failure_class kind, std::string why) {
    attempt_failure f;
    f.kind = kind;
    f.message = std::move(why);
    return f;
}

void stop(benchmark_run& run, tested_judge& judge, const attempt_failure& f,
          pacing::retry_step step) {
    const bool account = step == pacing::retry_step::stop_account;
    if (account ? judge.lane.stopped().has_value() : judge.stopped.has_value())
        return;
    if (account) {
        judge.lane.stop(failure_sentence(judge, f));
        run.observer.on_notice("account '" + judge.lane.settings().name +
                               "' stopped: " + *judge.lane.stopped());
    } else {
        judge.stopped = failure_sentence(judge, f);
        run.observer.on_notice("judge '" + judge.spec.name + "' stopped: " + *judge.stopped);
    }
}

void give_up_lane(benchmark_run& run, account_lane& lane, std::string reason) {
    if (lane.stopped())
        return;
    lane.give_up(std::move(reason));
    run.observer.on_notice("account '" + lane.settings().name +
                           "' given up for this run: " + *lane.stopped());
}

// What the outcome means for the trial: settled, or another attempt after a sleep.
struct verdict_on_attempt {
    bool settled = true;
    clock::time_point again_at{};
};

// One trial's attempts.
class trial_course {
  public:
    trial_course(benchmark_run& run, tested_judge& judge, trial_identity& who,
                 const judging::task& task, judging::rendered_prompt& prompt)
        : run_(run), judge_(judge), who_(who), task_(task), prompt_(prompt) {}

    verdict_on_attempt weigh(attempt_report& report,
                             const provider::learned_parameters& learned_before) {
        if (auto* answer = std::get_if<reply>(&report.outcome)) {
            auto read = judging::parse_verdict(answer->text, task_.scale, who_.judged.max_score);
            if (const auto* accepted = std::get_if<verdict>(&read)) {
                run_.journal.append(make_result(who_, *answer, *accepted,
                                                std::move(prompt_.context_missing), report.phases));
                return {};
            }
            report.outcome = without_score(*answer, std::get<judging::no_verdict>(read));
        }
        const auto& f = std::get<attempt_failure>(report.outcome);
        if (auto lesson = judge_.lane.codec.learn(f, judge_.learned))
            run_.observer.on_notice("judge '" + judge_.spec.name + "': " + *lesson);
        if (!(judge_.learned == learned_before) && lessons_++ < most_lessons) {
            run_.journal.append(make_attempt(who_, f, report.phases));
            return {false, clock::now()};
        }
        return fail_or_retry(f, report.phases);
    }

  private:
    pacing::retry_decision decide(const attempt_failure& f) {
        // So many answers to others are no accident.
        constexpr std::uint64_t several = 3;
        account_lane& lane = judge_.lane;
        if (tries_.counted() == 0)
            answers_before_ = lane.answers();
        const double random = std::generate_canonical<double, 53>(run_.random);
        const auto decision = pacing::decide_retry(
            f, tries_, run_.retries, random,
            {lane.answers() - answers_before_ >= several, lane.retries.left()});
        tries_.add(f, decision);
        if (decision.step == pacing::retry_step::again && !decision.free && !f.rate_limited)
            lane.retries.take();
        return decision;
    }

    verdict_on_attempt fail_or_retry(const attempt_failure& f, const phase_times& phases) {
        const auto decision = decide(f);
        const auto now = clock::now();
        if (decision.lane_pause)
            judge_.lane.pause_until(now + *decision.lane_pause);
        if (decision.account_waits)
            give_up_account(*decision.retry_after);
        if (decision.step == pacing::retry_step::again) {
            run_.journal.append(make_attempt(who_, f, phases));
            return {false, now + decision.delay};
        }
        if (decision.step != pacing::retry_step::give_up)
            stop(run_, judge_, f, decision.step);
        run_.journal.append(make_fail(who_, f, decision, phases));
        return {};
    }

    // All others would be told the same.
    void give_up_account(std::chrono::milliseconds asked) {
        const auto text = [](std::chrono::milliseconds d) {
            return span_text(std::chrono::duration<double>(d).count());
        };
        give_up_lane(run_, judge_.lane,
                     "the provider asks to wait " + text(asked) +
                         ", longer than retries.max_wait (" + text(run_.retries.max_wait) + ")");
    }

    benchmark_run& run_;
    tested_judge& judge_;
    trial_identity& who_;
    const judging::task& task_;
    judging::rendered_prompt& prompt_;
    pacing::failed_tries tries_;
    std::uint64_t answers_before_ = 0; // the lane's, when this trial first failed
    int lessons_ = 0;
};

} // namespace

namespace {

// What the judge is to be asked. Nothing when the entry's record cannot be read any more, which
// breaks the run off: all that was judged belongs to the dataset as it was.
std::optional<std::variant<judging::rendered_prompt, judging::missing_context>>
render_for(benchmark_run& run, tested_judge& judge, const judging::task& task, const entry& e) {
    try {
        auto rendered = judging::render(task, task.variant(judge.variant), e, judge.reading);
        judge.reading.forget_long_record();
        return rendered;
    } catch (const thrown_failure& thrown) {
        run.break_off(thrown.why);
        return {};
    }
}

} // namespace

void record_unsent(benchmark_run& run, tested_judge& judge, trial which) {
    const entry& e = run.entries[which.entry];
    trial_identity who{judge, e, static_cast<int>(which.repeat)};
    const auto rendered = render_for(run, judge, *judge.tasks.find(e.task), e);
    if (!rendered)
        return;
    if (const auto* prompt = std::get_if<judging::rendered_prompt>(&*rendered))
        who.key = journal::make_key(judge.spec, e.task, e.id, prompt->messages, who.repeat);
    const std::string* const stopped = stop_reason(judge);
    const auto why = stopped ? not_sent(failure_class::stopped, *stopped)
                             : not_sent(failure_class::budget, "budget_usd was reached");
    run.journal.append(make_fail(who, why, {}, {}));
}

bool may_send(const benchmark_run& run, const tested_judge& judge) {
    return !run.budget_reached && !stop_reason(judge);
}

namespace {

// A failed attempt, as a trial may end with it later; nothing of one that no next run would try
// again: the trial was not given up for it. What it cost is recorded with the attempt.
std::optional<attempt_failure> what_happened(attempt_report& report) {
    auto* const f = std::get_if<attempt_failure>(&report.outcome);
    if (!f || !tried_again_by_next_run(f->kind, f->retryable))
        return {};
    f->usage = {};
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

// One call, from its start record to what the lane learns of it.
asio::awaitable<attempt_report> make_call(benchmark_run& run, tested_judge& judge,
                                          const trial_identity& who, prompt_messages prompt,
                                          const call_gate::limiters& limiters,
                                          const call_gate::passage& passed, money_hold& money) {
    account_lane& lane = judge.lane;
    call_in_flight call(lane.calls, judge.spec.name, who.judged.id, limiters, passed);
    const std::size_t prompt_bytes = prompt.bytes();
    attempt_report report =
        co_await call_judge(lane, judge.spec, std::move(prompt), judge.learned, &call);
    money.settle(known_cost(judge, report));
    const bool was_served = !lane.stopped();
    lane.on_end(call, report.outcome);
    if (was_served && lane.given_up())
        run.observer.on_notice("account '" + lane.settings().name +
                               "' given up for this run: " + *lane.stopped());
    if (const auto* answer = std::get_if<reply>(&report.outcome))
        judge.forecast.learn(prompt_bytes, answer->usage);
    co_return report;
}

} // namespace

asio::awaitable<void> judge_entry(benchmark_run& run, tested_judge& judge, trial which,
                                  [[maybe_unused]] async::semaphore::permit begun,
                                  async::semaphore::permit slot) {
    const entry& e = run.entries[which.entry];
    const judging::task& task = *judge.tasks.find(e.task);
    trial_identity who{judge, e, static_cast<int>(which.repeat)};
    auto rendered = render_for(run, judge, task, e);
    if (!rendered)
        co_return;
    if (const auto* missing = std::get_if<judging::missing_context>(&*rendered)) {
        run.journal.append(
            make_fail(who, not_sent(failure_class::missing_context, missing->message), {}, {}));
        co_return;
    }
    auto& prompt = std::get<judging::rendered_prompt>(*rendered);
    who.key = journal::make_key(judge.spec, e.task, e.id, prompt.messages, who.repeat);
    const std::size_t prompt_bytes = prompt.messages.bytes();
    const call_gate::limiters limiters = judge.limiters();

    trial_course course(run, judge, who, task, prompt);
    std::optional<attempt_failure> last_failure; // says more than that the account was stopped
    for (;;) {
        if (!slot)
            slot = co_await judge.lane.slots.acquire();
        if (who.attempts > 0) { // the attempt before took the messages along
            auto again = render_for(run, judge, task, e);
            if (!again)
                co_return;
            prompt.messages = std::move(std::get<judging::rendered_prompt>(*again).messages);
        }
        auto place = co_await run.room.acquire();
        if (!place) {
            run.mind_the_journal();
            co_return;
        }
        who.worst_usd = worst_case_usd(judge, prompt.messages).value_or(0);
        money_hold money = co_await hold_money(run, who.worst_usd);
        std::optional<call_gate::passage> passed;
        if (money)
            passed = co_await judge.lane.gate.pass(limiters, judge.forecast.estimate(prompt_bytes));
        if (run.draining)
            co_return;
        if (!passed || !may_send(run, judge)) {
            if (last_failure)
                run.journal.append(make_fail(who, *last_failure, {}, {}));
            else
                record_unsent(run, judge, which);
            co_return;
        }
        ++who.attempts;
        const bool saved = co_await run.room.save_start(make_start(who));
        if (!saved) {
            --who.attempts; // the start is not on disk: nothing may leave
            if (run.draining)
                co_return;
            continue;
        }
        if (run.closing) // since this turn's starts were saved
            co_return;
        money.call_leaves();
        const provider::learned_parameters learned_before = judge.learned;
        attempt_report report = co_await make_call(run, judge, who, std::move(prompt.messages),
                                                   limiters, *passed, money);
        slot.release();
        const auto next = course.weigh(report, learned_before);
        place.release();
        run.mind_the_journal();
        if (next.settled)
            co_return;
        last_failure = what_happened(report);
        const alarm_clock alarm(judge.lane, next.again_at);
        while (may_send(run, judge) && clock::now() < next.again_at) {
            const bool goes_on = co_await run.naps.sleep_until(next.again_at);
            if (!goes_on)
                co_return;
        }
    }
}

} // namespace preceptron::runner
