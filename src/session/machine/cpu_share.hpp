// How much of one core this process uses, of late.
#pragma once

#include <chrono>

namespace preceptron::session {

// Of this process, by all its threads, in its own code and for it in the kernel's.
double cpu_seconds_so_far() noexcept;

class cpu_share {
  public:
    using clock = std::chrono::steady_clock;

    // Measured over a second at least; the last figure until then.
    double look(clock::time_point now) noexcept;

  private:
    clock::time_point since_{};
    double cpu_s_ = 0;
    double share_ = 0;
};

} // namespace preceptron::session
