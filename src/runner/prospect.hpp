// A trial that may let a call go without any other's doing: as long as there is one, or a call is
// out, who waits for money may yet get some.
#pragma once

#include "runner/benchmark_run.hpp"

#include <utility>

namespace preceptron::runner {

class prospect {
  public:
    prospect() = default;
    // The run outlives it.
    explicit prospect(benchmark_run& run) noexcept : run_(&run) { ++run.prospects; }
    prospect(prospect&& other) noexcept : run_(std::exchange(other.run_, nullptr)) {}
    prospect& operator=(prospect&& other) noexcept {
        if (this != &other) {
            end();
            run_ = std::exchange(other.run_, nullptr);
        }
        return *this;
    }
    ~prospect() { end(); }

    explicit operator bool() const noexcept { return run_ != nullptr; }

    // Who waits for money looks whether there is anything left to wait for.
    void end() noexcept {
        if (benchmark_run* const run = std::exchange(run_, nullptr))
            if (--run->prospects == 0 && !run->waiting_for_money.empty())
                run->naps.rouse();
    }

  private:
    benchmark_run* run_ = nullptr;
};

} // namespace preceptron::runner
