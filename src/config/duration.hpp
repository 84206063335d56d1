// Spans of time as users write them: a number and a unit, "500ms", "10s", "1.5m", "1h".
#pragma once

#include "core/result.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace preceptron::config {

// A year. Deadlines add a duration to a clock that counts nanoseconds in 64 bits.
inline constexpr std::chrono::milliseconds longest_duration = std::chrono::hours(8760);

// Zero is a duration; a bare number, a sign, and anything finer than a millisecond or longer than
// longest_duration is not.
result<std::chrono::milliseconds> parse_duration(std::string_view text);

// In the largest unit that needs no fraction: "90s", "10m", "1500ms".
std::string to_string(std::chrono::milliseconds duration);

} // namespace preceptron::config
