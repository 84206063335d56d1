// Where an analysis's settings come from: the folder's configuration, and flags over it.
#pragma once

#include "analysis/settings.hpp"
#include "config/config.hpp"
#include "core/result.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::cli {

// The `analysis` object of a manifest's configuration; members it lacks keep their defaults.
result<analysis::settings> read_analysis_settings(std::string_view json);

// The configuration's settings as analysis::settings_json() writes them, which a folder's manifest
// keeps from the first call on. errc::no_such_input: the file of its development cases.
result<std::string> settings_to_freeze(const config::configuration& config);

// What differs between the settings that were frozen and these: "seed 1, now 2".
std::vector<std::string> changed_settings(std::string_view frozen, std::string_view now);

// A file of case ids, one a line, without blanks at either end; a line that begins with # is a
// comment. errc::no_such_input.
result<std::vector<std::string>> read_case_list(const std::filesystem::path& path);

// One bootstrap replicate a line: the numbers, from 0, of the cases drawn, as many as there are.
result<std::vector<std::vector<std::uint32_t>>> read_resamples(const std::filesystem::path& path);

} // namespace preceptron::cli
