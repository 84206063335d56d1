// Text from outside made safe for a terminal or a log line.
#pragma once

#include <string>
#include <string_view>

namespace preceptron {

// C0 and C1 control characters and bytes that are not UTF-8 become \xNN, characters that turn the
// direction of writing \uNNNN; a newline or tab becomes a space; everything past `max_bytes` is cut
// at a character and replaced by "…".
std::string printable(std::string_view text, std::size_t max_bytes = 400);

// The same of a whole message, whose lines stay; nothing is cut. Paths in it, and what a folder's
// files say, may be anybody's.
std::string printable_lines(std::string_view text);

// JSON, or other text of several lines, that means the same with the latter as \uNNNN, too.
std::string with_directions_shown(std::string_view text);

} // namespace preceptron
