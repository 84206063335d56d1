// The settings of a folder's first analysis, which its manifest keeps.
#pragma once

#include "core/result.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace preceptron::session {

// Settings of the folder's first analysis (a JSON object's text), which later ones are held
// against. Keeps `settings` when there are none yet, and gives nothing then. A run leaves them as
// they are.
result<std::optional<std::string>> freeze_analysis(const std::filesystem::path& output_dir,
                                                   std::string_view settings);

} // namespace preceptron::session
