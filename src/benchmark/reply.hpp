// A finished answer of a judge, whatever provider it came from.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace preceptron {

// Tokens as every provider's bill can be computed from them. Absent = the provider did not say.
struct token_usage {
    std::optional<std::int64_t> input;        // all input, cached and written to cache included
    std::optional<std::int64_t> cached_input; // of `input`: read from a cache
    std::optional<std::int64_t> cache_write;  // of `input`: written to a cache
    std::optional<std::int64_t> hour_write;   // of `cache_write`: to be kept for an hour
    std::optional<std::int64_t> output;       // all output, reasoning included
    std::optional<std::int64_t> reasoning;    // of `output`: hidden reasoning
    std::optional<double> cost_usd;           // what the provider itself says it charged

    friend bool operator==(const token_usage&, const token_usage&) = default;
};

struct reply {
    std::string text;
    std::string finish_reason; // the provider's word: "stop", "end_turn", …
    std::string served_model;  // the model that answered, often a dated snapshot of the one asked
    std::string fingerprint;   // backend configuration, where the provider names one
    std::string request_id;    // for the provider's support
    token_usage usage;
};

} // namespace preceptron
