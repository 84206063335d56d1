// Spreads what may be spent in a minute evenly over it: no burst at its start, and none after a
// pause. A generic cell rate algorithm (ITU-T I.371): each amount moves the time of the next one.
#pragma once

#include <chrono>
#include <optional>

namespace preceptron::pacing {

class call_spacing {
  public:
    using time_point = std::chrono::steady_clock::time_point;

    // Who comes late by no more than this catches up: timers are never on time.
    static constexpr std::chrono::milliseconds tolerance{250};

    // When the next amount may be spent, however large it is.
    time_point earliest() const noexcept { return next_ - tolerance; }

    // `per_second` > 0.
    void take(double amount, double per_second, time_point now) noexcept;

    // An amount taken before turned out larger by `difference` (smaller: negative).
    void correct(double difference, double per_second, time_point now) noexcept;

  private:
    time_point next_ = time_point::min() + tolerance;
};

} // namespace preceptron::pacing
