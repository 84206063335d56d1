// Finds where JSON values end without reading them: what lies between is checked elsewhere, or was.
// On text that is not JSON the answers mean nothing, but nothing is read outside the text, and the
// work is linear.
#pragma once

#include <cstddef>
#include <string_view>

namespace preceptron {

inline constexpr std::size_t no_end = std::string_view::npos;

constexpr bool is_json_blank(char c) noexcept {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

// Offset of the first byte from `at` on that is no JSON white space; text.size() if there is none.
constexpr std::size_t skip_blanks(std::string_view text, std::size_t at) noexcept {
    while (at < text.size() && is_json_blank(text[at]))
        ++at;
    return at;
}

// `at` is the opening quote; offset just past the closing one. `no_end` = the text ends first.
std::size_t end_of_string(std::string_view text, std::size_t at) noexcept;

// `at` is a { or [; offset just past its counterpart. Braces and brackets are counted alike, those
// in strings not at all. `no_end` = the text ends first.
std::size_t end_of_group(std::string_view text, std::size_t at) noexcept;

} // namespace preceptron
