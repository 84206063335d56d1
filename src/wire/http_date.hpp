// Dates in HTTP headers (RFC 9110, section 5.6.7).
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace preceptron::wire {

// Reads the three forms a recipient must accept:
//   "Sun, 06 Nov 1994 08:49:37 GMT" · "Sunday, 06-Nov-94 08:49:37 GMT" · "Sun Nov  6 08:49:37 1994"
// The weekday is not checked. A two-digit year below 70 is of this century.
std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text) noexcept;

} // namespace preceptron::wire
