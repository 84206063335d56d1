// Where in a text something stands, as messages name it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace preceptron::dataset {

// "line 12, byte 4567": lines count from 1, bytes from 0.
std::string position_text(std::string_view text, std::size_t offset);

} // namespace preceptron::dataset
