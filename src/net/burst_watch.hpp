// Whether a response comes in a burst: event upon event, each a moment after the one before. Whoever
// reads as fast as the other end writes pays for a turn of the loop, a wait and a system call each
// time; a short pause, and the rest is there in one piece.
#pragma once

#include <chrono>

namespace preceptron::net {

class burst_watch {
  public:
    using clock = std::chrono::steady_clock;
    static constexpr std::chrono::milliseconds pause{1};

    // A read got bytes.
    void read_at(clock::time_point now) noexcept {
        quick_ = now - last_ < 2 * pause ? quick_ + 1 : 0;
        last_ = now;
    }
    // A read after a pause got none.
    void found_nothing() noexcept { quick_ = 0; }

    bool in_burst() const noexcept { return quick_ >= several; }

  private:
    // An answer's head, its body and its end often come by themselves, and are no burst.
    static constexpr int several = 3;
    clock::time_point last_{};
    int quick_ = 0; // reads in a row that followed the one before at once
};

} // namespace preceptron::net
