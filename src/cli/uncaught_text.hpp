// What is said of an exception that a command has not expected: nearly always that the system had
// no memory to give, or no thread.
#pragma once

#include <exception>
#include <span>
#include <string>
#include <string_view>

namespace preceptron::cli {

// Neither these words nor those of how_to_go_on() hold anything that JSON would escape: they can be
// printed as they are where there is no memory for more.
inline constexpr std::string_view out_of_memory =
    "memory ran out, or a limit of it was met (ulimit, a job's, a container's)";

// In a user's words, where what() has none.
std::string cause_of(const std::exception& e);

// To follow a cause that lies in the system, for whoever gave these arguments (without the
// program's name): empty where the command is none that asks judges.
std::string_view how_to_go_on(std::span<char* const> arguments) noexcept;

// Both.
std::string uncaught_text(const std::exception& e, std::span<char* const> arguments);

} // namespace preceptron::cli
