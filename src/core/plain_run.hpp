// Text that a JSON string holds as it is: ASCII without controls (DEL is none to JSON), quotes and
// backslashes.
#pragma once

#include "core/byte_block.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace preceptron {

constexpr bool is_plain(char c) noexcept {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

// A bit for each byte of the block that is not plain.
inline std::uint32_t not_plain(const byte_block& block) noexcept {
    return block.control_or('"', '\\');
}

// How many bytes at the front of `text` are plain.
inline std::size_t plain_run(std::string_view text) noexcept {
    std::size_t i = 0;
    for (; i + byte_block::size <= text.size(); i += byte_block::size)
        if (const auto found = not_plain(byte_block(text.data() + i)))
            return i + static_cast<std::size_t>(std::countr_zero(found));
    while (i < text.size() && is_plain(text[i]))
        ++i;
    return i;
}

} // namespace preceptron
