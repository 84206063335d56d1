// What holds an account's calls back, as measured over the last half minute, and the one change
// that would help.
#pragma once

#include <array>
#include <cstddef>
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

// Shares of the window, 0 to 1.
struct account_activity {
    std::array<double, 7> gate{}; // waits of held .. output_tokens, in the order of the factors
    double money = 0;             // calls waited for the budget
    double full = 0;              // as many calls were out as may be, and more could have been sent
    double asleep = 0;            // as many trials slept between attempts as may be
    double cpu = 0;               // of this process
    bool no_room = false;         // on the disk, now
    bool held = false;            // by `tune --pause`, now, with something to send
    bool more_to_send = true;
    std::size_t in_flight = 0, limit = 0, most = 0; // calls; `most` = threads
    double first_byte_s = 0, best_first_byte_s = 0; // of late, and at its best; 0 = unknown
    std::array<double, 4> per_minute{};             // limits in force; 0 = none
};

limiting_factor what_limits(const account_activity& a) noexcept;

// A sentence without a full stop; empty where there is nothing to do.
std::string what_would_help(limiting_factor f, const account_activity& a);

} // namespace preceptron::pacing
