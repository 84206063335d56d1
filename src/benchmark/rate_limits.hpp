// How much an account may send a minute: as its owner configures it, and as its provider announces
// it in response headers.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

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

enum class limited_resource { requests, tokens, input_tokens, output_tokens };
constexpr std::size_t index_of(limited_resource r) noexcept {
    return static_cast<std::size_t>(r);
}

// Each limit with its name in configurations and messages, in the order of limited_resource.
struct named_limit {
    limited_resource of;
    std::string_view name;
    std::optional<double> rate_limits::*value;
};
inline constexpr std::array all_limits{
    named_limit{limited_resource::requests, "requests_per_minute",
                &rate_limits::requests_per_minute},
    named_limit{limited_resource::tokens, "tokens_per_minute", &rate_limits::tokens_per_minute},
    named_limit{limited_resource::input_tokens, "input_tokens_per_minute",
                &rate_limits::input_tokens_per_minute},
    named_limit{limited_resource::output_tokens, "output_tokens_per_minute",
                &rate_limits::output_tokens_per_minute},
};
static_assert([] {
    for (std::size_t i = 0; i < all_limits.size(); ++i)
        if (index_of(all_limits[i].of) != i)
            return false;
    return true;
}());

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
