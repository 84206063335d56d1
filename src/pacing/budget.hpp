// Money: what a folder may cost over all its runs, and what is spent or may yet be spent of it. A
// call is let go only if even its worst case stays within.
#pragma once

#include "benchmark/spending.hpp"

#include <cstddef>
#include <optional>

namespace preceptron::pacing {

// In USD.
class budget {
  public:
    // `limit`: nothing = no end. `spent` in earlier runs, what may have been billed twice included.
    explicit budget(std::optional<double> limit = {}, spending spent = {}) noexcept
        : limit_(limit), spent_(spent) {}

    // Sets `worst` aside for a call. False when that could pass the limit: then the caller waits
    // until other calls have ended, or, when none is out, the budget is reached.
    bool reserve(double worst) noexcept;

    // Whether it would have said yes.
    bool fits(double worst) const noexcept;
    // Whether it would once no other call is out. No: the limit was lowered, say.
    bool fits_alone(double worst) const noexcept;

    // The call has ended: what was set aside is free again, and `cost` is spent. One that nobody
    // knows counts as the worst.
    void settle(double worst, std::optional<double> cost) noexcept;

    void set_limit(std::optional<double> limit) noexcept { limit_ = limit; }
    std::optional<double> limit() const noexcept { return limit_; }
    const spending& spent() const noexcept { return spent_; }
    double reserved() const noexcept { return reserved_; }
    std::size_t calls() const noexcept { return calls_; }

  private:
    std::optional<double> limit_;
    spending spent_;
    double reserved_ = 0;
    std::size_t calls_ = 0;
};

} // namespace preceptron::pacing
