// A place in a text, as people count.
#pragma once

#include <cstddef>
#include <string_view>

namespace preceptron {

// 1-based; columns count characters. 0 = unknown, or the text as a whole.
struct text_position {
    int line = 0;
    int column = 0;
    friend auto operator<=>(const text_position&, const text_position&) = default;
};

// The line and column of a byte of the text.
text_position position_of(std::string_view text, std::size_t offset);

} // namespace preceptron
