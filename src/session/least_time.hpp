// How long the limits make an account's open trials last, however quick its calls are: its judges
// are asked side by side, and each waits for limits of its own, its model's, and all for the
// account's.
#pragma once

#include "runner/benchmark_run.hpp"
#include "session/run_watch.hpp"

#include <span>

namespace preceptron::session {

// In seconds, by what the judges' calls have used so far; 0 where no limit is known.
double least_time_s(const runner::account_lane& lane, std::span<runner::tested_judge> judges,
                    const run_watch& watch);

} // namespace preceptron::session
