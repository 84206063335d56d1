// Appending to a text that a peer may make as long as it likes, up to a bound.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace preceptron::wire {

// `text` and `piece` together are at most `most` bytes. A large one gets all its room at once, which
// costs nothing until it is written to: a string that doubles holds the old half and the new whole
// together.
inline void append_within(std::string& text, std::string_view piece, std::size_t most) {
    constexpr std::size_t large = 256u << 10;
    const std::size_t size = text.size() + piece.size();
    if (size > large && size > text.capacity())
        text.reserve(most);
    text += piece;
}

} // namespace preceptron::wire
