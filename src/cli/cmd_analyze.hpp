// `preceptron analyze`
#pragma once

#include "cli/chosen_command.hpp"

namespace preceptron::cli {

void add_analyze(CLI::App& app, chosen_command& chosen);

} // namespace preceptron::cli
