// What was spent in the last minute, whichever minute that is: a provider may count by the clock's
// minutes, by sliding ones or by a bucket, and this stays below the limit in each of them.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>

namespace preceptron::pacing {

class minute_window {
  public:
    using time_point = std::chrono::steady_clock::time_point;

    // Amounts are kept by slots of a tenth of a second and count until their slot's end is a minute
    // old: up to a tenth of a second too long, never too short.
    static constexpr std::chrono::milliseconds slot{100};
    static constexpr std::size_t slots = 601;

    double spent(time_point now) noexcept;

    // When `amount` more stays within `limit`; `now` if at once. One that is larger than the limit
    // has to wait until nothing else is in the window.
    time_point earliest(double amount, double limit, time_point now) noexcept;

    void take(double amount, time_point now) noexcept;

    // An amount taken at `then` turned out larger by `difference` (smaller: negative).
    void correct(double difference, time_point then, time_point now) noexcept;

  private:
    // Slots since one window before the clock's epoch, which is when the machine started: so none
    // of the window's has a number below zero.
    using tick = std::int64_t;
    static tick tick_of(time_point when) noexcept;
    double& at(tick t) noexcept { return spent_[static_cast<std::size_t>(t % tick{slots})]; }
    void forget_before(tick now) noexcept;

    std::array<double, slots> spent_{};
    tick newest_ = 0;
    double sum_ = 0;
};

} // namespace preceptron::pacing
