// `preceptron status`: how far a folder's judging is, from any terminal.
#pragma once

#include "cli/flags/chosen_command.hpp"

namespace preceptron::cli {

void add_status(CLI::App& app, chosen_command& chosen);

} // namespace preceptron::cli
