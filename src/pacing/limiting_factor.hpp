// What holds an account's calls back, as measured over the last half minute, and the one change
// that would help.
#pragma once

#include "benchmark/rate_limits.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace preceptron::pacing {

enum class limiting_factor {
    nothing, // too early to tell, or nothing to send
    held,
    pause,
    outage,
    requests,
    tokens,
    input_tokens,
    output_tokens,
    budget,
    disk,        // no room for the answers
    retries,     // trials that sleep between attempts
    concurrency, // `threads`
    growth,      // the adaptive limit, on its way to `threads` or cut
    latency,     // the provider answers more slowly than it did
    cpu,         // our own
    tail,        // the last calls are out
};

inline constexpr std::array limiting_factor_names{
    std::string_view("nothing"),
    std::string_view("held"),
    std::string_view("pause"),
    std::string_view("outage"),
    std::string_view("requests"),
    std::string_view("tokens"),
    std::string_view("input tokens"),
    std::string_view("output tokens"),
    std::string_view("budget"),
    std::string_view("no room on disk"),
    std::string_view("retries"),
    std::string_view("concurrency"),
    std::string_view("adaptive limit"),
    std::string_view("provider latency"),
    std::string_view("cpu"),
    std::string_view("tail"),
};
constexpr std::string_view to_string(limiting_factor f) noexcept {
    return limiting_factor_names[static_cast<std::size_t>(f)];
}
static_assert(to_string(limiting_factor::tail) == "tail");
// Nothing where no factor has that name.
std::optional<limiting_factor> limiting_factor_named(std::string_view name) noexcept;

// A limit that holds calls back, as a factor.
constexpr limiting_factor factor_of(limited_resource r) noexcept {
    switch (r) {
    case limited_resource::requests:
        return limiting_factor::requests;
    case limited_resource::tokens:
        return limiting_factor::tokens;
    case limited_resource::input_tokens:
        return limiting_factor::input_tokens;
    case limited_resource::output_tokens:
        break;
    }
    return limiting_factor::output_tokens;
}

// What calls wait for at the gate before the wire.
inline constexpr std::array gate_factors{
    limiting_factor::held,         limiting_factor::pause,  limiting_factor::outage,
    limiting_factor::requests,     limiting_factor::tokens, limiting_factor::input_tokens,
    limiting_factor::output_tokens};

// Shares of the window, 0 to 1.
struct account_activity {
    std::array<double, gate_factors.size()> gate{}; // waited there, by gate_factors
    double money = 0;             // calls waited for the budget
    double full = 0;              // as many calls were out as may be, and more could have been sent
    bool limits_decide = true;    // of both, when the last call will be made
    double asleep = 0;            // as many trials slept between attempts as may be
    double cpu = 0;               // of this process
    bool no_room = false;         // on the disk, now
    bool held = false;            // by `tune --pause`, now, with something to send
    bool no_sockets = false;      // the system would open no more of them
    bool more_to_send = true;
    std::size_t in_flight = 0, limit = 0, most = 0; // calls; `most` = threads
    double first_byte_s = 0, best_first_byte_s = 0; // of late, and at its best; 0 = unknown
    std::array<double, all_limits.size()> per_minute{}; // limits met, by all_limits; 0 = none
};

limiting_factor what_limits(const account_activity& a) noexcept;

// A sentence without a full stop; empty where there is nothing to do.
std::string what_would_help(limiting_factor f, const account_activity& a);

} // namespace preceptron::pacing
