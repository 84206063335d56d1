// argv to a command, or to a message about what is wrong with it.
#pragma once

#include <string_view>

namespace preceptron::cli {

// Runs the command that the arguments name; its exit status.
int run_command_line(int argc, char** argv);

// Says, in the form that the arguments ask for, what an exception told that no command has caught.
// It may be that memory is used up.
void say_uncaught(int argc, char** argv, std::string_view what) noexcept;

} // namespace preceptron::cli
