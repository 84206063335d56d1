// Text that a JSON string holds as it is: ASCII without controls (DEL is none to JSON), quotes and
// backslashes.
#pragma once

#include "core/byte_block.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace preceptron {

constexpr bool is_plain(char c) noexcept {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

// How many bytes at the front of `text` are plain.
inline std::size_t plain_run(std::string_view text) noexcept {
    std::size_t i = 0;
    for (; i + byte_block::size <= text.size(); i += byte_block::size)
        if (const auto found = byte_block(text.data() + i).json_special())
            return i + static_cast<std::size_t>(std::countr_zero(found));
    while (i < text.size() && is_plain(text[i]))
        ++i;
    return i;
}

inline constexpr std::size_t short_text = 2 * byte_block::size; // bytes at most

// Whether `text` is plain and short, as names and ids are, and no byte of it is looked at alone.
inline bool short_and_plain(std::string_view text) noexcept {
    if (text.size() > short_text)
        return false;
    if (text.size() >= byte_block::size) {
        const byte_block front(text.data());
        const byte_block back(text.data() + text.size() - byte_block::size);
        return (front.json_special() | back.json_special()) == 0;
    }
    if (text.size() >= byte_block::least)
        return byte_block(text).json_special() == 0;
    return plain_run(text) == text.size();
}

// Copies a short text, without the call that a copy of any length is; returns the copy's end.
inline char* copy_short(std::string_view text, char* out) noexcept {
    const auto copy_ends = [&]<std::size_t n>(std::integral_constant<std::size_t, n>) {
        char front[n], back[n]; // they overlap
        std::memcpy(front, text.data(), n);
        std::memcpy(back, text.data() + text.size() - n, n);
        std::memcpy(out, front, n);
        std::memcpy(out + text.size() - n, back, n);
    };
    if (text.size() >= 16)
        copy_ends(std::integral_constant<std::size_t, 16>());
    else if (text.size() >= 8)
        copy_ends(std::integral_constant<std::size_t, 8>());
    else if (text.size() >= 4)
        copy_ends(std::integral_constant<std::size_t, 4>());
    else
        std::ranges::copy(text, out);
    return out + text.size();
}

} // namespace preceptron
