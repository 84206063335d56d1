#include "core/text_position.hpp"

#include "core/utf8.hpp"

#include <algorithm>

namespace preceptron {

text_position position_of(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, offset);
    const std::size_t line_start = before.rfind('\n') + 1; // npos + 1 = 0
    return {static_cast<int>(std::ranges::count(before, '\n')) + 1,
            static_cast<int>(count_characters(before.substr(line_start))) + 1};
}

} // namespace preceptron
