// The flags that name a run's inputs, for all commands that read them.
#pragma once

#include "session/run_options.hpp"

#include <CLI/CLI.hpp>

#include <string>

namespace preceptron::cli {

// --config, --keys, --dataset, --models, --tasks, --limit.
void add_input_flags(CLI::App* command, session::run_options& options);

// The command line that begins the same run again.
std::string same_command(const session::run_options& options);

} // namespace preceptron::cli
