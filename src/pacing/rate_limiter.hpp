// Requests and tokens a minute of one account or one model: reserved before a call is sent,
// corrected when its response tells more, and learnt from what the provider announces. A pure
// value: whoever asks does the waiting.
#pragma once

#include "benchmark/rate_limits.hpp"
#include "benchmark/reply.hpp"
#include "pacing/announced_level.hpp"
#include "pacing/call_spacing.hpp"
#include "pacing/minute_window.hpp"

#include <array>
#include <chrono>
#include <optional>

namespace preceptron::pacing {

// What a call is expected to use.
struct call_estimate {
    double input_tokens = 0;
    double output_tokens = 0;
};

class rate_limiter {
  public:
    using time_point = std::chrono::steady_clock::time_point;
    static constexpr std::size_t resources = all_limits.size();

    // What one call holds of the limits.
    struct reservation {
        time_point at{};
        std::array<double, resources> amount{};
        std::array<announced_level::mark, resources> mark{};
        std::array<bool, resources> told{}; // the provider has said what it really took
    };

    // Limits of our own, exact over any minute. They may change while calls are out.
    void configure(const rate_limits& limits) noexcept;

    struct wait {
        time_point until;                   // `now` when nothing is in the way
        std::optional<limited_resource> by; // what is
    };
    wait earliest(const call_estimate& call, time_point now) noexcept;

    // Takes it, whether or not earliest() has come.
    reservation reserve(const call_estimate& call, time_point now) noexcept;

    // What the response's headers announce.
    void observe(reservation& held, const announced_limits& said, time_point now) noexcept;

    // What the call has used. Counts where the provider has not said itself what is left.
    void settle(const reservation& held, const token_usage& used, time_point now) noexcept;

    // Whether it would fit into a minute of its own.
    bool allows(const call_estimate& call) const noexcept;

    // The limit in force; nothing where none is known.
    std::optional<double> per_minute(limited_resource r) const noexcept;

    // How long the limits in force make so many calls last, in seconds; `together` is what all of
    // them use. 0 where no limit is known.
    double least_time_s(double calls, const call_estimate& together) const noexcept;

  private:
    struct gauge {
        std::optional<double> configured; // a minute
        minute_window window;
        call_spacing spacing;
        announced_level announced;

        // Mostly it is not: looked at several times a call.
        bool limited() const noexcept { return configured || announced.known(); }
        std::optional<double> per_minute() const noexcept;
        double per_second(time_point now) noexcept;
        time_point earliest(double amount, time_point now) noexcept;
    };
    std::array<gauge, resources> gauges_;
};

} // namespace preceptron::pacing
