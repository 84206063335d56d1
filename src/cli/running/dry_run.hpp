// `run --dry-run`: what a run would ask and cost, and whether it would be refused. Writes nothing.
#pragma once

#include "cli/console/console.hpp"
#include "cli/console/presentation.hpp"
#include "session/planning/run_inputs.hpp"

namespace preceptron::cli {

// The exit status.
int dry_run(const session::run_inputs& inputs, const session::run_options& options,
            output_format format, const console& out);

} // namespace preceptron::cli
