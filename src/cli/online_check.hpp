// `check --online`: a line for each judge, and whether all of them answered.
#pragma once

#include "cli/console/console.hpp"
#include "session/planning/run_inputs.hpp"

namespace preceptron::cli {

// The exit status: 0, or 69 when a judge did not answer.
int check_online(const console& out, const session::run_inputs& inputs);

} // namespace preceptron::cli
