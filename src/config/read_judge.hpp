// Reads one entry of models:.
#pragma once

#include "config/config.hpp"
#include "config/yaml_value.hpp"

#include <array>
#include <filesystem>
#include <string>
#include <string_view>

namespace preceptron::config {

// Adds the problems of the entry itself; what concerns several judges, and the base URL, key and
// account that follow from their providers, are resolved in config/accounts.hpp.
configured_judge read_judge(const yaml_value& entry, const std::filesystem::path& folder,
                            problem_list& problems);

inline constexpr std::array<std::string_view, 4> limit_names{
    "requests_per_minute", "tokens_per_minute", "input_tokens_per_minute",
    "output_tokens_per_minute"};

// The limits of a provider or judge: requests_per_minute and its like.
rate_limits read_limits(const yaml_value& map, const std::string& place, problem_list& problems);

} // namespace preceptron::config
