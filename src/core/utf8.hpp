// UTF-8 by RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace preceptron {

// Length in bytes (1-4) of the valid sequence at the front of `text`; 0 if there is none.
std::size_t utf8_sequence_length(std::string_view text) noexcept;

// The character of the valid sequence at the front of `text`.
char32_t first_character(std::string_view text) noexcept;

// Offset of the first byte that is not part of a valid sequence; npos when all of it is valid.
std::size_t find_invalid_utf8(std::string_view text) noexcept;

// What some editors begin a file with: says that it is UTF-8.
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
std::string_view without_byte_order_mark(std::string_view text) noexcept;

// Whether the text begins with the mark of UTF-16, of either byte order.
bool is_utf_16(std::string_view text) noexcept;

// Code points of a valid text.
std::size_t count_characters(std::string_view text) noexcept;

// The text with each byte that is part of no valid sequence as the character of that number.
// yaml-cpp makes such bytes of the escapes "\N" (U+0085) and "\_" (U+00A0).
std::string with_stray_bytes_as_characters(std::string text);

} // namespace preceptron
