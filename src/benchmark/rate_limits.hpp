// How much an account may send a minute: as its owner configures it, and as its provider announces
// it in response headers.
#pragma once

#include <chrono>
#include <optional>

namespace preceptron {

// Absent = no limit is known.
struct rate_limits {
    std::optional<double> requests_per_minute;
    std::optional<double> tokens_per_minute; // of both kinds together
    std::optional<double> input_tokens_per_minute;
    std::optional<double> output_tokens_per_minute;

    bool any() const noexcept { return *this != rate_limits{}; }
    friend bool operator==(const rate_limits&, const rate_limits&) = default;
};

// What a response's headers say; absent = not said. `reset` counts from the response to the moment
// when nothing is used up any more.
struct announced_limit {
    std::optional<double> limit, remaining;
    std::optional<std::chrono::milliseconds> reset;
};
struct announced_limits {
    announced_limit requests, tokens, input_tokens, output_tokens;
};

} // namespace preceptron
