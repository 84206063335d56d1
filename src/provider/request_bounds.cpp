#include "provider/request_bounds.hpp"

#include <algorithm>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string_view>

namespace preceptron::provider {

namespace {

// A positive whole number; whatever else stands there, the server refuses.
std::optional<std::int64_t> count_in(const boost::json::object& body, std::string_view name) {
    const boost::json::value* const v = body.if_contains(name);
    if (!v || !v->is_int64() || v->get_int64() < 1)
        return {};
    return v->get_int64();
}

} // namespace

std::int64_t most_output_tokens(const judge_spec& judge, std::int64_t uncapped) noexcept {
    std::optional<std::int64_t> cap;
    for (const std::string_view name : {"max_tokens", "max_completion_tokens"})
        cap = std::max(cap, count_in(judge.extra_body, name));
    const std::int64_t one = cap.value_or(judge.max_output_tokens.value_or(uncapped));
    const std::int64_t answers = count_in(judge.extra_body, "n").value_or(1);
    return one > std::numeric_limits<std::int64_t>::max() / answers
               ? std::numeric_limits<std::int64_t>::max()
               : one * answers;
}

bool asks_for_hour_cache(const judge_spec& judge) noexcept {
    const boost::json::value* const control = judge.extra_body.if_contains("cache_control");
    const boost::json::object* const options = control ? control->if_object() : nullptr;
    const boost::json::value* const kept = options ? options->if_contains("ttl") : nullptr;
    return kept && kept->is_string() && kept->get_string() == "1h";
}

} // namespace preceptron::provider
