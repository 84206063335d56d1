// The beginning of a text that is too long, with no character of it cut in two.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace preceptron {

// As much of the text as is whole within `most` bytes. Where bytes that are not UTF-8 stand at the
// cut, they are cut apart.
std::string_view whole_characters(std::string_view text, std::size_t most) noexcept;

// The same for people, with "…" behind it, beyond `most`, where something is left out.
std::string excerpt(std::string_view text, std::size_t most);

} // namespace preceptron
