// How many columns of a terminal text takes.
#pragma once

#include <cstddef>
#include <string_view>

namespace preceptron {

// 2 for what East Asian scripts and emoji write wide, 0 for marks that stand on the character
// before them and for what is not seen, else 1. As terminals do, it takes each character by itself.
std::size_t width_of(char32_t character) noexcept;

// Of text without escapes; a byte that is no UTF-8 takes one column.
std::size_t width_of(std::string_view text) noexcept;

} // namespace preceptron
