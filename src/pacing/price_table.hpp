// What models cost, from data/prices.yaml. What is not listed has no known price.
#pragma once

#include "benchmark/judge_spec.hpp"
#include "core/result.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace preceptron::pacing {

class price_table {
  public:
    // The text of a price file as JSON, all values strings: `as_of` and `models`, each of which has
    // `provider`, `model`, `input`, `output` and perhaps `cached_input`, `cache_write` (absent: the
    // price of input). Other members are notes. A row that cannot be read is a failure with its
    // number.
    static result<price_table> parse(std::string_view json);

    // By the exact name; else, for a snapshot ("gpt-4o-2024-08-06", "claude-sonnet-4-5-20250929"),
    // by the name without its date.
    std::optional<token_price> find(std::string_view provider, std::string_view model) const;

    const std::string& as_of() const noexcept { return as_of_; }
    std::size_t size() const noexcept { return rows_.size(); }

  private:
    std::map<std::pair<std::string, std::string>, token_price> rows_;
    std::string as_of_;
};

} // namespace preceptron::pacing
