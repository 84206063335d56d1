// What is set aside of the budget for one attempt, until its cost is known.
#pragma once

#include "runner/benchmark_run.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <utility>

namespace preceptron::runner {

class money_hold {
  public:
    money_hold() = default;
    money_hold(benchmark_run& run, double worst) noexcept : run_(&run), worst_(worst) {}
    money_hold(money_hold&& other) noexcept
        : run_(std::exchange(other.run_, nullptr)), worst_(other.worst_), left_(other.left_) {}
    money_hold& operator=(money_hold&&) = delete;
    // A call that has left and of which nothing is known has cost the worst.
    ~money_hold() { settle(left_ ? std::nullopt : std::optional(0.0)); }

    explicit operator bool() const noexcept { return run_ != nullptr; }

    void call_leaves() noexcept { left_ = true; }

    // `cost`: nothing = unknown.
    void settle(std::optional<double> cost) {
        if (benchmark_run* const run = std::exchange(run_, nullptr))
            run->settle_money(worst_, cost);
    }

  private:
    benchmark_run* run_ = nullptr;
    double worst_ = 0;
    bool left_ = false;
};

// Empty when the budget has no room for `worst` now.
money_hold hold_money(benchmark_run& run, double worst);

// Waits until it may have, and says so. False when it never will, or when the run is ending. Who
// waits is no prospect, and holds nothing that one may need.
asio::awaitable<bool> wait_for_money(benchmark_run& run, double worst);

} // namespace preceptron::runner
