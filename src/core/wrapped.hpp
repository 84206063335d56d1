// Prose broken into lines.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace preceptron {

// Lines of at most `columns` characters where words allow, each ended by a newline; those after the
// first begin with `indent`.
std::string wrapped(std::string_view text, std::size_t columns, std::string_view indent);

} // namespace preceptron
