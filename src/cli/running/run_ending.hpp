// What a run says after it ended, and its exit status.
#pragma once

#include "cli/console/console.hpp"
#include "session/planning/make_plan.hpp"
#include "session/publishing/publish.hpp"
#include "session/run_watch.hpp"
#include "session/session_end.hpp"

#include <string>

namespace preceptron::cli {

struct run_ending {
    const session::run_inputs& inputs;
    const session::planned_run& planned;
    const session::run_watch& watch;
    const session::session_end& end;
    const session::published& files;
    const std::string& command;
    std::string retrying{}; // " --retry-failed", where the run asked such entries again
};

// What became of the run, what failed and why, and what it cost.
void say_after(const console& out, const run_ending& ending);

// What is to be read last, behind whatever else the run's end shows: the command to go on with, and
// what was not judged.
void say_last(const console& out, const run_ending& ending);

// What tells the caller most. `accept_failures`: entries that failed for good are no failure of the
// run.
int status_of(const session::run_watch& watch, const session::session_end& end,
              const session::published& files, bool accept_failures);

} // namespace preceptron::cli
