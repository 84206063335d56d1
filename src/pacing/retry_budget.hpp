// Retries over requests: where every other call fails, trying each again several times would only
// add to the trouble. Calls refused for the rate are not counted: their pause is answer enough.
// Source of the idea: gRPC's retry throttling (proposal A6), Google's "Site Reliability
// Engineering", chapter 21.
#pragma once

#include <cstdint>

namespace preceptron::pacing {

class retry_budget {
  public:
    static constexpr double per_request = 0.5;
    static constexpr double reserve = 100;

    void on_request() noexcept { ++requests_; }

    bool left() const noexcept {
        return static_cast<double>(retries_) <
               reserve + per_request * static_cast<double>(requests_);
    }
    void take() noexcept { ++retries_; }

  private:
    std::uint64_t requests_ = 0, retries_ = 0;
};

} // namespace preceptron::pacing
