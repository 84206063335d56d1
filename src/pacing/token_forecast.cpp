#include "pacing/token_forecast.hpp"

#include <algorithm>

namespace preceptron::pacing {

call_estimate token_forecast::estimate(std::size_t prompt_bytes) const noexcept {
    return {static_cast<double>(prompt_bytes) * tokens_per_byte_, output_tokens_};
}

void token_forecast::learn(std::size_t prompt_bytes, const token_usage& used) noexcept {
    if (!used.input || !used.output || *used.input <= 0 || *used.output < 0 || prompt_bytes == 0)
        return;
    // An average at first, then one that follows what changes.
    constexpr double slowest = 0.05;
    const double share = std::max(slowest, 1.0 / static_cast<double>(++learnt_));
    const double per_byte = static_cast<double>(*used.input) / static_cast<double>(prompt_bytes);
    tokens_per_byte_ += share * (per_byte - tokens_per_byte_);
    output_tokens_ += share * (static_cast<double>(*used.output) - output_tokens_);
    longest_output_ = std::max(longest_output_, *used.output);
}

} // namespace preceptron::pacing
