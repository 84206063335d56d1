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

// Texts anywhere in it, and names of members.
std::size_t text_bytes(const boost::json::value& v) noexcept {
    if (const auto* const text = v.if_string())
        return text->size();
    std::size_t all = 0;
    if (const auto* const parts = v.if_array())
        for (const boost::json::value& part : *parts)
            all += text_bytes(part);
    if (const auto* const members = v.if_object())
        for (const auto& member : *members)
            all += member.key().size() + text_bytes(member.value());
    return all;
}

bool asks_for_hour(const boost::json::object& part) noexcept {
    const boost::json::value* const control = part.if_contains("cache_control");
    const boost::json::object* const options = control ? control->if_object() : nullptr;
    const boost::json::value* const kept = options ? options->if_contains("ttl") : nullptr;
    return kept && kept->is_string() && kept->get_string() == "1h";
}

bool has_hour_cache(const boost::json::value& v) noexcept {
    if (const auto* const parts = v.if_array())
        return std::ranges::any_of(*parts, has_hour_cache);
    const auto* const members = v.if_object();
    return members && (asks_for_hour(*members) ||
                       std::ranges::any_of(*members, [](const boost::json::key_value_pair& m) {
                           return has_hour_cache(m.value());
                       }));
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

std::size_t input_bytes(const judge_spec& judge, const prompt_messages& prompt) noexcept {
    const boost::json::object& extra = judge.extra_body;
    std::size_t all = 0;
    for (const auto& member : extra)
        all += text_bytes(member.value());
    const bool system_apart = judge.provider == "anthropic"; // else it is one of the messages
    if (!extra.contains("messages"))
        all += prompt.user.size() + (system_apart ? 0 : prompt.system.size());
    if (system_apart && !extra.contains("system"))
        all += prompt.system.size();
    return all;
}

bool asks_for_hour_cache(const judge_spec& judge) noexcept {
    return asks_for_hour(judge.extra_body) ||
           std::ranges::any_of(judge.extra_body, [](const boost::json::key_value_pair& member) {
               return has_hour_cache(member.value());
           });
}

} // namespace preceptron::provider
