#include "runner/judge_entry.hpp"

#include "runner/failure_sentence.hpp"
#include "runner/trial_records.hpp"

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
    verdict_on_attempt fail_or_retry(const attempt_failure& f, const phase_times& phases) {
        const double random = std::generate_canonical<double, 53>(run_.random);
        const auto decision = pacing::decide_retry(f, tries_, run_.retries, random);
        tries_.add(f, decision);
        const auto now = clock::now();
        if (decision.lane_pause)
            judge_.lane.pause_until(now + *decision.lane_pause);
        if (decision.step == pacing::retry_step::again) {
            run_.journal.append(make_attempt(who_, f, phases));
            return {false, now + decision.delay};
        }
        if (decision.step != pacing::retry_step::give_up)
            stop(run_, judge_, f, decision.step);
        run_.journal.append(make_fail(who_, f, decision, phases));
        return {};
    }

    benchmark_run& run_;
    tested_judge& judge_;
    trial_identity& who_;
    const judging::task& task_;
    judging::rendered_prompt& prompt_;
    pacing::failed_tries tries_;
    int lessons_ = 0;
};

} // namespace

void record_stopped(benchmark_run& run, const tested_judge& judge, trial which) {
    const entry& e = run.entries[which.entry];
    const judging::task& task = *judge.tasks.find(e.task);
    trial_identity who{judge, e, static_cast<int>(which.repeat)};
    const auto rendered = judging::render(task, task.variant(judge.variant), e);
    if (const auto* prompt = std::get_if<judging::rendered_prompt>(&rendered))
        who.key = journal::make_key(judge.spec, e.task, e.id, prompt->messages, who.repeat);
    run.journal.append(
        make_fail(who, not_sent(failure_class::stopped, *stop_reason(judge)), {}, {}));
}

asio::awaitable<void> judge_entry(benchmark_run& run, tested_judge& judge, trial which,
                                  [[maybe_unused]] async::semaphore::permit begun,
                                  async::semaphore::permit slot) {
    const entry& e = run.entries[which.entry];
    const judging::task& task = *judge.tasks.find(e.task);
    trial_identity who{judge, e, static_cast<int>(which.repeat)};
    auto rendered = judging::render(task, task.variant(judge.variant), e);
    if (const auto* missing = std::get_if<judging::missing_context>(&rendered)) {
        run.journal.append(
            make_fail(who, not_sent(failure_class::missing_context, missing->message), {}, {}));
        co_return;
    }
    auto& prompt = std::get<judging::rendered_prompt>(rendered);
    who.key = journal::make_key(judge.spec, e.task, e.id, prompt.messages, who.repeat);

    trial_course course(run, judge, who, task, prompt);
    for (;;) {
        if (!slot)
            slot = co_await judge.lane.slots.acquire();
        auto place = co_await run.room.acquire();
        if (!place) {
            run.mind_the_journal();
            co_return;
        }
        const bool may_send = co_await judge.lane.pace();
        if (!may_send || run.draining)
            co_return;
        if (stop_reason(judge)) {
            record_stopped(run, judge, which);
            co_return;
        }
        ++who.attempts;
        if (!run.room.save_start(make_start(who, prompt.messages))) {
            --who.attempts; // the start is not on disk: nothing may leave
            continue;
        }
        const provider::learned_parameters learned_before = judge.learned;
        attempt_report report =
            co_await call_judge(judge.lane, judge.spec, prompt.messages, learned_before);
        slot.release();
        const auto next = course.weigh(report, learned_before);
        place.release();
        run.mind_the_journal();
        if (next.settled)
            co_return;
        const bool slept = co_await run.naps.sleep_until(next.again_at);
        if (!slept)
            co_return;
    }
}

} // namespace preceptron::runner
