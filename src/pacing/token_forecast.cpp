#include "pacing/token_forecast.hpp"

#include <algorithm>

namespace preceptron::pacing {

call_estimate token_forecast::estimate(std::size_t prompt_bytes,
                                       std::int64_t at_first) const noexcept {
    return {static_cast<double>(prompt_bytes) * tokens_per_byte_,
            learnt_ > 0 ? output_tokens_ : static_cast<double>(at_first)};
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
    usual_.input_tokens += share * (static_cast<double>(*used.input) - usual_.input_tokens);
    usual_.output_tokens = output_tokens_;
    most_tokens_per_byte_ = std::max(most_tokens_per_byte_, per_byte);
    longest_output_ = std::max(longest_output_, *used.output);
}

void token_forecast::learn_cut(const token_usage& used) noexcept {
    longest_output_ = std::max(longest_output_, used.output.value_or(0));
}

} // namespace preceptron::pacing
