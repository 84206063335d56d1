// When a server says to come back.
#pragma once

#include "wire/http_message.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace preceptron::provider {

// Longer waits count as this one, so that sums of waits and instants cannot overflow.
inline constexpr std::chrono::milliseconds longest_wait = std::chrono::hours(24 * 366);

// Seconds as a decimal number: "1", "0.25", "1e20". Not above zero, not finite, or not a number:
// none. Never more than longest_wait.
std::optional<std::chrono::milliseconds> parse_wait_seconds(std::string_view text) noexcept;

// When the response was sent, by its server's clock, which is the one that instants in its headers
// are told by. `now` where it has no `date`, and where the two agree: ours knows milliseconds.
std::chrono::system_clock::time_point
server_time(const wire::headers& fields, std::chrono::system_clock::time_point now) noexcept;

// By `retry-after-ms`, then by `retry-after` as seconds or as a date, whichever first makes sense.
// A wait of nothing, or until a date in the past, is none. `now` counts where the response has no
// `date` of its own.
std::optional<std::chrono::milliseconds>
read_retry_after(const wire::headers& fields, std::chrono::system_clock::time_point now) noexcept;

// "… Please retry after 12 seconds …", as Azure and OpenRouter write it; "… Please try again in
// 7m12s. …", as OpenAI does.
std::optional<std::chrono::milliseconds> find_retry_after(std::string_view message) noexcept;

// The server's own word on whether to try again, which goes before what its status means.
std::optional<bool> read_should_retry(const wire::headers& fields) noexcept;

} // namespace preceptron::provider
