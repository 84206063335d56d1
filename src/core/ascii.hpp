// Letter case and digits of ASCII, whatever the locale.
#pragma once

#include <string>
#include <string_view>

namespace preceptron {

constexpr char ascii_lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

inline std::string ascii_lower(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        c = ascii_lower(c);
    return lower;
}

constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

// Whether a zero stands before the digits that count: 025, -01.5. It is octal to some readers of
// YAML and nothing to others.
constexpr bool has_leading_zero(std::string_view number) noexcept {
    if (number.starts_with('-') || number.starts_with('+'))
        number.remove_prefix(1);
    return number.size() > 1 && number[0] == '0' && is_digit(number[1]);
}

} // namespace preceptron
