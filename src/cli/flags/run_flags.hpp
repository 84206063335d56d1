// The flags that name a run's inputs, for all commands that read them.
#pragma once

#include "session/planning/run_options.hpp"

#include <CLI/CLI.hpp>

#include <string>

namespace preceptron::cli {

// --config, --keys, --dataset, --models, --tasks, --limit.
void add_input_flags(CLI::App* command, session::run_options& options);

// The command line that begins the same run again. --retry-failed and --pilot, with its --yes, are
// wishes of one run: what failed meanwhile would be asked, and paid, once more, and a pilot has
// shown what it can. What --adopt has taken in it leaves alone. How a run shows itself is no part
// of it.
std::string same_command(const session::run_options& options);

// " --retry-failed=refusal", behind it, where what a run has begun is gone on with: the command
// leaves out what was wished for once. Empty where nothing of the kind was.
std::string retry_flag(const session::run_options& options);

} // namespace preceptron::cli
