// Prose broken into lines.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace preceptron {

// Lines of at most `columns` where words allow, each ended by a newline; those after the first
// begin with `indent`, and the first stands behind `begun` columns.
std::string wrapped(std::string_view text, std::size_t columns, std::string_view indent,
                    std::size_t begun = 0);

// The same of a message, whose further lines stand two blanks deeper than its first. Never broken
// is what may be pasted: a command behind a colon, to the end, and what stands in quotes.
std::string wrapped_message(std::string_view text, std::size_t columns);

} // namespace preceptron
