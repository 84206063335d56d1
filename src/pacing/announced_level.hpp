// How much the provider would still take, by its own words: the level of a bucket that the headers
// of each response announce, carried on in between by what was sent and by what flows back.
#pragma once

#include "benchmark/rate_limits.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

namespace preceptron::pacing {

class announced_level {
  public:
    using time_point = std::chrono::steady_clock::time_point;

    // What was believed right after an amount was taken. Responses come late and in any order: only
    // against this can they be understood.
    struct mark {
        std::uint64_t sequence = 0;
        double level = 0;
        double corrected = 0; // sum of all corrections until then
    };

    bool known() const noexcept { return limit_.has_value(); }
    std::optional<double> limit() const noexcept { return limit_; }
    // Whether the limit is one of a minute. Others (of a day) are not a pace: their level alone
    // says when to wait.
    bool by_the_minute() const noexcept { return by_the_minute_; }

    // From 0 (used up) to 1; 1 when nothing is known.
    double fullness(time_point now) noexcept;

    // When `amount` is there; `now` if at once, or if nothing is known. At most an hour after the
    // last that was taken: the server may have been wrong, and has the last word.
    time_point earliest(double amount, time_point now) noexcept;

    mark take(double amount, time_point now) noexcept;

    // The headers of the response to what was taken at `sent`. Returns by how much more is left
    // than was believed; nothing when the headers say nothing of that. Older news than what is
    // known already is passed over. What so many responses on end do not mention is forgotten.
    static constexpr int until_forgotten = 20;
    std::optional<double> observe(const announced_limit& said, const mark& sent,
                                  time_point now) noexcept;

  private:
    void flow(time_point now) noexcept;
    void forget() noexcept;
    time_point begins_anew() const noexcept { return begins_anew_.value_or(time_point::max()); }

    std::optional<double> limit_;
    bool by_the_minute_ = true;
    double per_second_ = 0;
    double level_ = 0;
    double corrected_ = 0;
    // When a limit that is not one of a minute is due again as a whole. Calls that nothing was
    // heard of would keep the level low for longer: theirs is not corrected.
    std::optional<time_point> begins_anew_;
    time_point at_{}, taken_at_{};
    int silent_ = 0; // responses on end
    std::uint64_t taken_ = 0, observed_ = 0;
};

} // namespace preceptron::pacing
