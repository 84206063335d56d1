// Where things stand in an output folder.
#pragma once

#include <filesystem>
#include <string_view>

namespace preceptron::results {

// The journal, the manifest, and what a run that lives shows of itself.
inline constexpr std::string_view checkpoint_name = "checkpoint";
inline std::filesystem::path checkpoint_in(const std::filesystem::path& output_dir) {
    return output_dir / checkpoint_name;
}

inline constexpr std::string_view failures_name = "failures.jsonl";
inline std::filesystem::path failures_in(const std::filesystem::path& output_dir) {
    return output_dir / failures_name;
}

} // namespace preceptron::results
