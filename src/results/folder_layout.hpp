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

inline constexpr std::string_view report_name = "report.html";
inline constexpr std::string_view agreement_name = "agreement.csv";

// The folder of the report's charts, and how their files end: a drawing and a specification each.
inline constexpr std::string_view charts_name = "charts";
inline constexpr std::string_view chart_endings[] = {".svg", ".vl.json"};

// Folders LABEL-<time> with copies of files whose rows were taken over, and of files that a run was
// to replace.
inline constexpr std::string_view adopted_label = "adopted";
inline constexpr std::string_view replaced_label = "replaced";
inline bool is_copies_folder(std::string_view name, std::string_view label) {
    return name.starts_with(label) && name.substr(label.size()).starts_with('-');
}

} // namespace preceptron::results
