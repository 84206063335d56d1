// argv to a command, or to a message about what is wrong with it.
#pragma once

namespace preceptron::cli {

// Runs the command that the arguments name; its exit status.
int run_command_line(int argc, char** argv);

} // namespace preceptron::cli
