// `preceptron analyze`
#pragma once

#include "cli/flags/chosen_command.hpp"

namespace preceptron::cli {

void add_analyze(CLI::App& app, chosen_command& chosen);

} // namespace preceptron::cli
