// The fan-out: every open trial of the plan once, as many at a time as the lanes allow.
#pragma once

#include "benchmark/plan.hpp"
#include "runner/benchmark_run.hpp"

#include <boost/asio/awaitable.hpp>

#include <span>

namespace preceptron::runner {

// How often a run that is to end still tries to save what the disk does not take,
// journal_room::interval apart.
inline constexpr int last_tries = 10;

// Returns when every open trial is settled, or when the run was drained or closed and nothing is in
// flight. A trial is made when its slot is free, so memory follows what is in flight, never the
// plan. `work.cells[i].judge` indexes `judges`; one without a cell may be null. Both outlive the
// coroutine.
asio::awaitable<void> run_benchmark(benchmark_run& run, std::span<tested_judge* const> judges,
                                    const plan& work);

} // namespace preceptron::runner
