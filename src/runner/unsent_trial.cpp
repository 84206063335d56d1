#include "runner/unsent_trial.hpp"

#include "runner/trial_prompt.hpp"

#include <algorithm>
#include <variant>

namespace preceptron::runner {

namespace {

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

} // namespace

bool may_send(const benchmark_run& run, const tested_judge& judge) {
    return !run.budget_reached && !stop_reason(judge);
}

void record_unsent(benchmark_run& run, tested_judge& judge, trial which) {
    const entry& e = run.entries[which.entry];
    trial_identity who{judge, e, static_cast<int>(which.repeat)};
    const std::string* const stopped = stop_reason(judge);
    const auto why = stopped ? not_sent(failure_class::stopped, *stopped)
                             : not_sent(failure_class::budget, "budget_usd was reached");
    if (std::ranges::binary_search(judge.failed_before, which)) {
        run.observer.on_fail(make_fail(who, why, {}, {})); // what the journal has says more
        return;
    }
    const auto rendered = render_for(run, judge, *judge.tasks.find(e.task), e);
    if (!rendered)
        return;
    if (const auto* prompt = std::get_if<judging::rendered_prompt>(&*rendered))
        who.key = judge.keys.of(e.task, e.id, prompt->messages).of(who.repeat);
    run.journal.append(make_fail(who, why, {}, {}));
}

void record_missing(benchmark_run& run, const trial_identity& who,
                    const judging::missing_context& missing) {
    run.journal.append(
        make_fail(who, not_sent(failure_class::missing_context, missing.message), {}, {}));
}

} // namespace preceptron::runner
