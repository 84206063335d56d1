// What a call has cost, and what it may cost at most.
#pragma once

#include "benchmark/judge_spec.hpp"
#include "benchmark/reply.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace preceptron::pacing {

// The price of a call with so many input tokens, cached ones among them.
token_price price_at(const token_price& price, double input_tokens) noexcept;

// In USD: what the provider says it charged, if that counts (provider/openai_answer); else
// computed. Unknown when the price, the input or the output is.
std::optional<double> cost_usd(const token_usage& usage, const std::optional<token_price>& price);

// Of an answer, while no longer one of its judge was seen and the judge has no cap.
inline constexpr std::int64_t longest_usual_answer = 4096; // tokens

// What a call may cost at most, in USD: every three bytes of the prompt a token (English has about
// four), or as many as a byte has been seen to be, and an answer of so many tokens.
// `cached_for_an_hour`: the request asks for it, which costs more than plain input.
double worst_case_usd(std::size_t prompt_bytes, std::int64_t output_tokens,
                      const token_price& price, double most_tokens_per_byte = 0,
                      bool cached_for_an_hour = false) noexcept;

} // namespace preceptron::pacing
