// `preceptron report`: an output folder as one page to read.
#pragma once

#include "cli/flags/chosen_command.hpp"

namespace preceptron::cli {

void add_report(CLI::App& app, chosen_command& chosen);

} // namespace preceptron::cli
