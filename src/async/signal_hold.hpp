// Keeps INT, TERM and HUP from ending the process while something short is finished that must not
// stay half done, and remembers that one came.
#pragma once

#include <array>

#include <signal.h>

namespace preceptron::async {

// At most one at a time. Signals that were ignored when it was made stay so (nohup); afterwards all
// act as before.
class signal_hold {
  public:
    signal_hold();
    ~signal_hold();
    signal_hold(const signal_hold&) = delete;
    signal_hold& operator=(const signal_hold&) = delete;

    // The first signal that came; 0 = none.
    int first() const noexcept;

  private:
    std::array<struct sigaction, 3> before_{};
};

// Between two ways to take them: signals that come in its lifetime wait for its end. It holds for
// the calling thread only, so all others must be signal_free_threads.
class signal_gap {
  public:
    signal_gap();
    ~signal_gap();
    signal_gap(const signal_gap&) = delete;
    signal_gap& operator=(const signal_gap&) = delete;

  private:
    sigset_t before_{};
};

} // namespace preceptron::async
