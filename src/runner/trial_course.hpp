// A trial's attempts so far, and what the outcome of each means for it: a result, another attempt
// after a sleep, or giving up. Writes the record of each; tells what was learned or stopped by it.
#pragma once

#include "judging/prompt.hpp"
#include "runner/benchmark_run.hpp"
#include "runner/call_judge.hpp"
#include "runner/trial_records.hpp"

#include <chrono>
#include <cstdint>

namespace preceptron::runner {

// What an outcome means for the trial: settled, or another attempt after a sleep.
struct verdict_on_attempt {
    bool settled = true;
    std::chrono::steady_clock::time_point again_at{};
};

class trial_course {
  public:
    // All of it outlives the course.
    trial_course(benchmark_run& run, tested_judge& judge, trial_identity& who,
                 const judging::task& task, judging::rendered_prompt& prompt)
        : run_(run), judge_(judge), who_(who), task_(task), prompt_(prompt) {}

    // An answer without a usable score becomes a failure in `report`. `learned_before` is what the
    // judge's server had taught when the attempt was sent.
    verdict_on_attempt weigh(attempt_report& report,
                             const provider::learned_parameters& learned_before);

  private:
    pacing::retry_decision decide(const attempt_failure& f);
    verdict_on_attempt fail_or_retry(const attempt_failure& f, const phase_times& phases);
    void stop(const attempt_failure& f, pacing::retry_step step);
    void give_up_account(std::chrono::milliseconds asked);

    benchmark_run& run_;
    tested_judge& judge_;
    trial_identity& who_;
    const judging::task& task_;
    judging::rendered_prompt& prompt_;
    pacing::failed_tries tries_;
    std::uint64_t answers_before_ = 0; // to the judge, when this trial first failed
    int lessons_ = 0;
};

} // namespace preceptron::runner
