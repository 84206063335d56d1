// How a run stands, at each look at it: the counts of its watch, what holds its lanes back, and
// what held it back most of the time.
#pragma once

#include "journal/writer.hpp"
#include "runner/benchmark_run.hpp"
#include "runner/progress.hpp"
#include "session/lane_set.hpp"
#include "session/lane_watch.hpp"
#include "session/limit_tally.hpp"
#include "session/machine/cpu_share.hpp"
#include "session/run_watch.hpp"

#include <span>
#include <vector>

namespace preceptron::session {

class run_progress {
  public:
    // All three outlive it.
    run_progress(run_watch& watch, const runner::benchmark_run& run, const journal::writer& out)
        : watch_(watch), run_(run), out_(out) {}

    // The lanes of the watch's accounts, and who is asked there; they outlive it.
    void watch(const lane_set& lanes, std::span<runner::tested_judge> judges);

    runner::progress_snapshot look();

    // A look, counted among limits().
    runner::progress_snapshot count();
    const limit_tally& limits() const noexcept { return limits_; }

  private:
    run_watch& watch_;
    const runner::benchmark_run& run_;
    const journal::writer& out_;
    const lane_set* lanes_ = nullptr;
    std::vector<lane_watch> lane_watches_; // in the order of watch_.accounts()
    std::span<runner::tested_judge> judges_;
    cpu_share cpu_;
    limit_tally limits_;
};

} // namespace preceptron::session
