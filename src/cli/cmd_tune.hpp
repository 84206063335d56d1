// `preceptron tune`: changes a run that lives.
#pragma once

#include "cli/flags/chosen_command.hpp"

namespace preceptron::cli {

void add_tune(CLI::App& app, chosen_command& chosen);

} // namespace preceptron::cli
