// A trial whose question does not leave: why, and the record that says so.
#pragma once

#include "benchmark/open_trials.hpp"
#include "judging/prompt.hpp"
#include "runner/benchmark_run.hpp"
#include "runner/trial_records.hpp"

namespace preceptron::runner {

// Neither the judge nor its account is stopped, and the budget is not reached.
bool may_send(const benchmark_run& run, const tested_judge& judge);

// Records, without sending anything, why it may not be sent. That the budget was reached is not
// recorded of a trial that has failed before: the observer alone hears of it.
void record_unsent(benchmark_run& run, tested_judge& judge, trial which);

// Records that the entry lacks what its prompt needs.
void record_missing(benchmark_run& run, const trial_identity& who,
                    const judging::missing_context& missing);

} // namespace preceptron::runner
