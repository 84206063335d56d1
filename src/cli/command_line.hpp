// argv to a command, or to a message about what is wrong with it.
#pragma once

#include <exception>

namespace preceptron::cli {

// Runs the command that the arguments name; its exit status.
int run_command_line(int argc, char** argv);

// Says, in the form that the arguments ask for, why no command has caught this.
void say_uncaught(int argc, char** argv, const std::exception& e) noexcept;

} // namespace preceptron::cli
