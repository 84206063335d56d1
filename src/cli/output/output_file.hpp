// The file that -o names, and those that a command writes beside it.
#pragma once

#include "core/result.hpp"
#include "results/atomic_file.hpp"

#include <filesystem>
#include <functional>
#include <ostream>
#include <string_view>

namespace preceptron::cli {

// What `fill` writes, as a file that appears whole or not at all. Links are followed; pipes and
// devices are written to as they are.
result<void> write_output(const std::filesystem::path& path, results::file_access access,
                          const std::function<result<void>(std::ostream&)>& fill);
result<void> write_output(const std::filesystem::path& path, results::file_access access,
                          std::string_view text);

} // namespace preceptron::cli
