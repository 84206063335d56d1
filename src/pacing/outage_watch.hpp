// Whether an account answers at all. One that only fails is asked ever more seldom, so that an
// outage at night does not use up every entry's attempts; one that stays dead is given up.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace preceptron::pacing {

struct outage_settings {
    std::uint64_t suspicious = 10; // failures in a row after which calls are spaced
    std::chrono::milliseconds longest_gap = std::chrono::seconds(60);
    // With failures only: before the first answer of a run, and after one. Before it, a server that
    // asks to wait is asked again after that, more than once.
    std::chrono::milliseconds patience_at_first = std::chrono::seconds(30);
    std::chrono::milliseconds patience = std::chrono::hours(1);
};

class outage_watch {
  public:
    using time_point = std::chrono::steady_clock::time_point;

    explicit outage_watch(const outage_settings& settings = {}) noexcept : settings_(settings) {}

    // The server has answered, whatever it said to this one request.
    void on_answer() noexcept;

    // The server refuses for the rate: it lives, but says nothing of whether it serves.
    void on_rate_limit() noexcept;

    // No connection, a timeout, or the server's own error, of a call sent at `sent`. `asked`: how
    // long the server wants us to wait.
    void on_failure(time_point sent, time_point now,
                    std::chrono::milliseconds asked = std::chrono::milliseconds(0)) noexcept;

    // What there should be between two calls; zero when all is well.
    std::chrono::milliseconds gap() const noexcept { return gap_; }

    // Calls that were out together may fail together, at the end of a timeout, say, or after this
    // process was stopped for an hour: that says nothing of now. Patience counts from when the
    // first failure of the row was seen, and a call that was sent later must have failed, too.
    bool hopeless(time_point now) const noexcept;

    std::uint64_t in_a_row() const noexcept { return in_a_row_; }

  private:
    outage_settings settings_;
    bool ever_answered_ = false;
    std::uint64_t in_a_row_ = 0;
    time_point since_{};       // when the first failure of the row was seen
    bool asked_since_ = false; // and a call that was sent later has failed
    time_point last_widened_{};
    std::chrono::milliseconds gap_{0};
    std::chrono::milliseconds longest_asked_{0}; // in this row
};

} // namespace preceptron::pacing
