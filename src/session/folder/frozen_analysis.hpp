// The settings of a folder's analysis, which its manifest keeps from the first call on.
#pragma once

#include "core/result.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace preceptron::session {

// The frozen settings (a JSON object's text), which every analysis is held against. Where there are
// none yet, in a folder that only older versions have run in, it freezes `settings`, and gives
// nothing. errc::folder_in_use: such a run is at work, whose manifest is not to be touched.
result<std::optional<std::string>> freeze_analysis(const std::filesystem::path& output_dir,
                                                   std::string_view settings);

} // namespace preceptron::session
