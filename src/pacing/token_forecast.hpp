// What a judge's next call will use, after what its calls have used so far.
#pragma once

#include "benchmark/reply.hpp"
#include "pacing/rate_limiter.hpp"

#include <cstdint>

namespace preceptron::pacing {

class token_forecast {
  public:
    // Usual of answers that nothing is known of.
    static constexpr std::int64_t short_answer = 300;

    // Of a prompt of so many bytes. Before anything is known: four bytes a token, which is usual in
    // English, and `at_first` tokens an answer.
    call_estimate estimate(std::size_t prompt_bytes,
                           std::int64_t at_first = short_answer) const noexcept;

    // On average; nothing before anything is known.
    const call_estimate& usual() const noexcept { return usual_; }

    void learn(std::size_t prompt_bytes, const token_usage& used) noexcept;

    // An answer was cut: its length is known, and says nothing of the others'.
    void learn_cut(const token_usage& used) noexcept;

    // The most tokens that a byte of a prompt has been so far; 0 = unknown.
    double most_tokens_per_byte() const noexcept { return most_tokens_per_byte_; }

    // The longest answer so far, in tokens; 0 = none.
    std::int64_t longest_output() const noexcept { return longest_output_; }

  private:
    double tokens_per_byte_ = 0.25;
    call_estimate usual_;
    double output_tokens_ = 0;
    double most_tokens_per_byte_ = 0;
    std::int64_t longest_output_ = 0;
    std::uint64_t learnt_ = 0;
};

} // namespace preceptron::pacing
