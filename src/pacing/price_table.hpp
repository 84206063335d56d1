// What models cost, from data/prices.yaml. What is not listed has no known price.
#pragma once

#include "benchmark/judge_spec.hpp"
#include "benchmark/reply.hpp"
#include "core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace preceptron::pacing {

class price_table {
  public:
    // The text of a price file: `as_of` and `models`, each of which has `provider`, `model`,
    // `input`, `output` and perhaps `cached_input`, `cache_write` (absent or null: the price of
    // input). Other members are notes. A row that cannot be read is a failure with its line.
    static result<price_table> parse(std::string_view yaml);

    // By the exact name; else, for a snapshot ("gpt-4o-2024-08-06", "claude-sonnet-4-5-20250929"),
    // by the name without its date.
    std::optional<token_price> find(std::string_view provider, std::string_view model) const;

    const std::string& as_of() const noexcept { return as_of_; }
    std::size_t size() const noexcept { return rows_.size(); }

  private:
    std::map<std::pair<std::string, std::string>, token_price> rows_;
    std::string as_of_;
};

// In USD: what the provider says it charged; else computed. Unknown when the price, the input or
// the output is.
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
