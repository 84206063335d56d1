// A judge: a configured model under test. Defaults are the documented ones; absent optionals mean
// "the provider's default" and are not sent.
#pragma once

#include <boost/json/object.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace preceptron {

// Of a request with more input than that, cached tokens among it: all of it costs so many times as
// much.
struct long_context_price {
    double over_input_tokens = std::numeric_limits<double>::infinity();
    double input_factor = 1, output_factor = 1;
    friend bool operator==(const long_context_price&, const long_context_price&) = default;
};

// USD per million tokens.
struct token_price {
    double input = 0;
    double cached_input = 0;
    double cache_write = 0;
    double output = 0;
    long_context_price long_context{};
    friend bool operator==(const token_price&, const token_price&) = default;
};

enum class structured_output { automatic, json_schema, json_object, off };

// As the configuration spells them.
inline constexpr std::array structured_output_names{
    std::string_view("auto"), std::string_view("json_schema"), std::string_view("json_object"),
    std::string_view("off")};

constexpr std::string_view to_string(structured_output format) noexcept {
    return structured_output_names[static_cast<std::size_t>(format)];
}

struct judge_spec {
    std::string name;     // unique; names the result files
    std::string provider; // a name in provider/registry
    std::string model_id;
    std::string base_url;    // always filled: the configured one or the provider's default
    std::string api_version; // azure, anthropic; empty = the provider's default
    std::string account;     // lane: judges with the same account share slots, pacing and pool
    std::string key_name;    // under [api_keys]; "none" = no key is sent
    bool allow_plain_http = false;
    std::optional<double> temperature;
    std::optional<std::int64_t> max_output_tokens;
    std::optional<std::string> reasoning_effort;
    structured_output format = structured_output::automatic;
    bool stream = true;
    int repeats = 1;
    std::string prompt = "default"; // variant name, or a task file's path
    boost::json::object extra_body; // merged into the request as it is
    std::optional<token_price> price;
    int line = 0; // where the configuration names `model_id`, for messages; 0 = unknown
};

} // namespace preceptron
