// How many calls at a time an account takes: found by growing until it refuses, as TCP finds the
// width of a path. Additive increase, multiplicative decrease after a slow start.
// Source: Chiu and Jain, "Analysis of the Increase and Decrease Algorithms for Congestion Avoidance
// in Computer Networks", Computer Networks and ISDN Systems 17 (1989); RFC 5681 for the slow start.
#pragma once

#include <chrono>
#include <cstddef>

namespace preceptron::pacing {

class adaptive_limit {
  public:
    using time_point = std::chrono::steady_clock::time_point;

    static constexpr std::size_t first = 8;
    static constexpr double cut = 0.8;

    // `most` >= 1 is never exceeded. Fixed at `most` where it does not adapt.
    adaptive_limit(std::size_t most, bool adapts) noexcept;

    std::size_t limit() const noexcept { return limit_; }
    std::size_t most() const noexcept { return most_; }
    bool adapts() const noexcept { return adapts_; }

    void set_most(std::size_t most) noexcept;

    // A call that was sent at `sent`, when `in_flight` calls were (itself included), has ended ...
    void on_answer(time_point sent, std::size_t in_flight, time_point now) noexcept;
    // ... by a refusal for the rate. All refusals of calls sent before the last cut are one episode
    // with it, however many they are. True when the limit was cut.
    bool on_rate_limit(time_point sent, time_point now) noexcept;
    // ... in a timeout or a server's error: no sign of a narrow path, and none of a wide one.
    void on_trouble() noexcept { clean_ = false; }

  private:
    void begin_round(time_point now) noexcept;

    std::size_t most_, limit_;
    bool adapts_;
    bool slow_start_ = true;
    // A round: from its begin until as many calls that were sent in it are answered as the limit.
    time_point round_began_ = time_point::min();
    std::size_t answered_ = 0;
    bool used_ = false; // the limit was reached in this round
    bool clean_ = true; // nothing went wrong in it
    time_point last_cut_ = time_point::min();
};

} // namespace preceptron::pacing
