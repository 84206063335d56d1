// Text from outside made safe for a terminal or a log line.
#pragma once

#include <string>
#include <string_view>

namespace preceptron {

// C0 and C1 control characters and bytes that are not UTF-8 become \xNN; a newline or tab becomes a
// space; everything past `max_bytes` is cut at a character and replaced by "…".
std::string printable(std::string_view text, std::size_t max_bytes = 400);

} // namespace preceptron
