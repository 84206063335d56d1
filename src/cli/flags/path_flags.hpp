// Flags and arguments that name a file or folder.
#pragma once

#include <CLI/CLI.hpp>

#include <filesystem>
#include <optional>

namespace preceptron::cli {

// --dataset of commands that read an output folder.
void add_dataset_flag(CLI::App* command, std::optional<std::filesystem::path>& into);
// --raters of commands that analyse.
void add_raters_flag(CLI::App* command, std::optional<std::filesystem::path>& into);

// Has every command refuse an empty path, wherever one is asked for: a script's variable that was
// not set.
void refuse_empty_paths(CLI::App& app);

// Refuses "-" where a flag cannot lead to standard output.
CLI::Validator not_stdout();

} // namespace preceptron::cli
