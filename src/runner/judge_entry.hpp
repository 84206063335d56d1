// A trial, from its first attempt to a verdict or to giving up. The only retry layer: what sleeps
// here holds no slot.
#pragma once

#include "async/semaphore.hpp"
#include "benchmark/open_trials.hpp"
#include "runner/benchmark_run.hpp"
#include "runner/prospect.hpp"

#include <boost/asio/awaitable.hpp>

namespace preceptron::runner {

// Leaves a result or a fail record, or neither when the run ends first. `begun` and `slot` are held
// permits of the judge's line and of its lane; `slot` serves the first attempt.
asio::awaitable<void> judge_entry(benchmark_run& run, tested_judge& judge, trial which,
                                  async::semaphore::permit begun, async::semaphore::permit slot,
                                  prospect hope);

} // namespace preceptron::runner
