// Flags and arguments that name a file or folder.
#pragma once

#include <CLI/CLI.hpp>

namespace preceptron::cli {

// Has every command refuse an empty path, wherever one is asked for: a script's variable that was
// not set.
void refuse_empty_paths(CLI::App& app);

} // namespace preceptron::cli
