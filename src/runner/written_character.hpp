// One character of ASCII as a text may write it: as it is, or escaped by JSON, URL or HTML.
#pragma once

#include "core/ascii.hpp"

#include <cstddef>
#include <string_view>

namespace preceptron::runner {

// Letter case and the two alphabets of base64 ("-_" for "+/") make no difference.
constexpr char folded(char c) noexcept {
    return c == '-' ? '+' : c == '_' ? '/' : ascii_lower(c);
}

// The text ended before it could be told whether it writes the character.
inline constexpr std::size_t cut_short = std::string_view::npos;

// How much of `text` writes `c`, where it begins with the first character of an escape.
std::size_t length_of_escaped(char c, std::string_view text) noexcept;

// How many bytes at the beginning of `text` write `c`, which is folded: 0 = they write another one.
inline std::size_t length_of_written(char c, std::string_view text) noexcept {
    if (text.empty())
        return cut_short;
    const char first = text.front();
    if (folded(first) == c)
        return 1;
    return first == '\\' || first == '%' || first == '&' ? length_of_escaped(c, text) : 0;
}

} // namespace preceptron::runner
