// How commands join the command line: each adds its subcommand, and leaves what to do when it is
// the one.
#pragma once

#include "cli/console/presentation.hpp"

#include <CLI/CLI.hpp>

#include <functional>
#include <string>
#include <vector>

namespace preceptron::cli {

// Returns the exit status.
using chosen_command = std::function<int()>;

// A subcommand whose help begins with `example`.
CLI::App* add_command(CLI::App& app, const std::string& name, const std::string& what,
                      const std::string& example);

// -q, -v, --no-color, --version: of the program and of every command. What stands before a command
// holds for it, too.
void add_output_flags(CLI::App* command, presentation& how);

// --format text|json.
void add_format_flag(CLI::App* command, presentation& how);

// --progress auto|live|plain|json|none, --format text|json.
void add_run_output_flags(CLI::App* command, presentation& how);

// A duration as in the configuration: 500ms, 20s, 2m, 1h.
CLI::Option* add_duration(CLI::App* command, const std::string& flag,
                          std::chrono::milliseconds& into, const std::string& what);

// "a,b", "a, b" and repeated flags alike.
CLI::Option* add_names(CLI::App* command, const std::string& flag, std::vector<std::string>& into,
                       const std::string& what);

} // namespace preceptron::cli
