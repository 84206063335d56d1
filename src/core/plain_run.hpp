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

// Whether `text` is plain and short, as names and ids are: two blocks at most, and no byte of it is
// looked at alone.
inline bool short_and_plain(std::string_view text) noexcept {
    if (text.size() > 2 * byte_block::size)
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

} // namespace preceptron
