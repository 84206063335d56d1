// A run from its inputs to its result files: what `run` and `demo` have in common.
#pragma once

#include "cli/console/presentation.hpp"
#include "journal/lock.hpp"
#include "session/planning/run_inputs.hpp"
#include "session/run_session.hpp"

#include <optional>
#include <string>

namespace preceptron::cli {

struct run_request {
    const session::run_inputs& inputs;
    const session::run_options& options;
    session::session_settings session;
    std::string command; // as a user would type it again: "preceptron run --config c.yaml"
    std::optional<journal::folder_lock> lock = {}; // of the checkpoint, where it is taken already
};

// Opens the journal, plans, judges, publishes, reports. The exit status.
int run_benchmark_flow(run_request request, const presentation& how, const console& out);

} // namespace preceptron::cli
