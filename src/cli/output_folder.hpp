// The folder that `output_dir` names. errc::cannot_create where results could not be written to it.
#pragma once

#include "core/result.hpp"

#include <filesystem>

namespace preceptron::cli {

result<void> create_output_folder(const std::filesystem::path& folder);

// Whether it could be created, as far as that can be told without creating anything.
result<void> check_output_folder(const std::filesystem::path& folder);

} // namespace preceptron::cli
