// Typed readings of one YAML value. Each returns nothing after adding the problem: what was
// expected of `key`, and what was found. An unusable value adds nothing: its problem is known.
#pragma once

#include "config/yaml_value.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace preceptron::config {

// Any scalar, as it is written: not empty, without control characters.
std::optional<std::string> read_text(const yaml_value& value, std::string_view key,
                                     problem_list& problems);

// true or false, in any case.
std::optional<bool> read_boolean(const yaml_value& value, std::string_view key,
                                 problem_list& problems);

// Decimal digits with an optional sign, and neither quotes, a point nor leading zeros.
std::optional<std::int64_t> read_whole(const yaml_value& value, std::string_view key,
                                       problem_list& problems, std::int64_t lowest,
                                       std::int64_t highest);

struct number_range {
    double lowest = 0;
    double highest = 0;          // lowest itself when there is no upper bound
    bool without_lowest = false; // "above", not "from"
};
inline constexpr number_range above_zero{0, 0, true};
inline constexpr number_range zero_or_more{0, 0, false};

// A finite decimal number.
std::optional<double> read_number(const yaml_value& value, std::string_view key,
                                  problem_list& problems, number_range range);

// A duration above zero.
std::optional<std::chrono::milliseconds>
read_duration(const yaml_value& value, std::string_view key, problem_list& problems);

// The position in `words` of the word the value is.
std::optional<std::size_t> read_word(const yaml_value& value, std::string_view key,
                                     problem_list& problems,
                                     std::span<const std::string_view> words);

// A path, made absolute from `folder`, which is absolute.
std::optional<std::filesystem::path> read_path(const yaml_value& value, std::string_view key,
                                               problem_list& problems,
                                               const std::filesystem::path& folder);

// "a, b or c".
std::string alternatives(std::span<const std::string_view> words);

} // namespace preceptron::config
