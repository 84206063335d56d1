// `preceptron manual` and `preceptron completion`: the command line, described by itself.
#pragma once

#include "cli/flags/chosen_command.hpp"

namespace preceptron::cli {

// Both describe `app` as it is when they run.
void add_manual(CLI::App& app, chosen_command& chosen);
void add_completion(CLI::App& app, chosen_command& chosen);

} // namespace preceptron::cli
