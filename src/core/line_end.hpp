// Where a line ends.
#pragma once

#include "core/byte_block.hpp"

#include <bit>
#include <cstddef>
#include <string_view>

namespace preceptron {

// Offset of the first CR or LF; npos when there is none. Not find_first_of: it calls memchr for
// every character, which was a seventh of a run's time over streamed answers.
inline std::size_t find_line_end(std::string_view text) noexcept {
    constexpr std::size_t block = byte_block::size;
    std::size_t i = 0;
    for (; i + 2 * block <= text.size(); i += 2 * block) { // a line of a stream has some 200 bytes
        const auto front = byte_block(text.data() + i).either('\n', '\r');
        const auto back = byte_block(text.data() + i + block).either('\n', '\r');
        if (const auto found = front | back << block)
            return i + static_cast<std::size_t>(std::countr_zero(found));
    }
    for (; i < text.size(); ++i)
        if (text[i] == '\n' || text[i] == '\r')
            return i;
    return std::string_view::npos;
}

} // namespace preceptron
