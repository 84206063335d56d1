#include "dataset/text_position.hpp"

#include <algorithm>

namespace preceptron::dataset {

std::string position_text(std::string_view text, std::size_t offset) {
    const auto newlines = std::ranges::count(text.substr(0, offset), '\n');
    return "line " + std::to_string(newlines + 1) + ", byte " + std::to_string(offset);
}

} // namespace preceptron::dataset
