// Flags whose value is one of a few names.
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace preceptron::cli {

// Refuses what is none of the names, and names them.
CLI::Validator one_of(std::vector<std::string> names);

// The names that one_of() gave the option; none when it takes anything.
std::vector<std::string> choices_of(const CLI::Option& option);

} // namespace preceptron::cli
