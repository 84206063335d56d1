// Wall-clock instants as people and files read them. Deadlines never use these: they are steady.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace preceptron {

// Milliseconds since the Unix epoch, UTC.
using timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

timestamp now_utc() noexcept;

// "2026-11-23T03:07:57.120Z" (RFC 3339, always UTC, always milliseconds).
std::string to_string(timestamp t);

// Reads RFC 3339 with "Z" or an offset and any number of fraction digits.
std::optional<timestamp> parse_timestamp(std::string_view text) noexcept;

} // namespace preceptron
