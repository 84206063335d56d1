// The folder of results. errc::cannot_create where results could not be written to it.
#pragma once

#include "config/config.hpp"
#include "config/problem.hpp"
#include "core/result.hpp"
#include "session/planning/run_options.hpp"

#include <filesystem>

namespace preceptron::cli {

result<void> create_output_folder(const std::filesystem::path& folder);

// Whether it could be created, as far as that can be told without creating anything.
result<void> check_output_folder(const std::filesystem::path& folder);

// A failure of these with its place: output_dir in config.yaml, or else --output-dir.
config::problem at_output_dir(const failure& f, const config::configuration& config,
                              const session::run_options& options);

} // namespace preceptron::cli
