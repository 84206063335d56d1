#include "provider/rate_limit_headers.hpp"

#include "core/timestamp.hpp"
#include "provider/retry_after.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace preceptron::provider {

namespace {

namespace chr = std::chrono;

// What one limit's headers are called.
struct limit_names {
    std::string_view limit;
    std::string_view remaining;
    std::string_view reset;
};

constexpr limit_names requests{"x-ratelimit-limit-requests", "x-ratelimit-remaining-requests",
                               "x-ratelimit-reset-requests"};
constexpr limit_names tokens{"x-ratelimit-limit-tokens", "x-ratelimit-remaining-tokens",
                             "x-ratelimit-reset-tokens"};

// Not negative and finite.
std::optional<double> find_amount(const wire::headers& fields, std::string_view name) {
    const auto text = fields.find(name);
    double number = 0;
    if (!text)
        return {};
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (error != std::errc{} || end != text->data() + text->size() || !std::isfinite(number) ||
        number < 0)
        return {};
    return number;
}

// The time from `now` on, none being zero.
chr::milliseconds time_until(chr::sys_time<chr::milliseconds> then,
                             chr::system_clock::time_point now) {
    const auto wait = then - chr::floor<chr::milliseconds>(now);
    return std::clamp<chr::milliseconds>(wait, chr::milliseconds(0), longest_wait);
}

// A number that no wait in seconds is, but a time of this century: in seconds since 1970, or
// milliseconds.
std::optional<chr::sys_time<chr::milliseconds>> find_unix_time(const wire::headers& fields,
                                                               std::string_view name) {
    constexpr double year_2001 = 1e9, year_9999 = 253402300799.0;
    auto number = find_amount(fields, name);
    if (number && *number > year_9999)
        *number /= 1000;
    if (!number || *number < year_2001 || *number > year_9999)
        return {};
    return chr::sys_time<chr::milliseconds>(
        chr::milliseconds(static_cast<chr::milliseconds::rep>(*number * 1000)));
}

announced_limit read_openai_limit(const wire::headers& fields, const limit_names& names,
                                  chr::system_clock::time_point now) {
    announced_limit limit{
        find_amount(fields, names.limit), find_amount(fields, names.remaining), {}};
    if (const auto text = fields.find(names.reset)) {
        limit.reset = parse_go_duration(*text);
        if (const auto instant = find_unix_time(fields, names.reset))
            limit.reset = time_until(*instant, now);
        else if (!limit.reset)
            limit.reset = parse_wait_seconds(*text);
    }
    return limit;
}

announced_limit read_azure_limit(const wire::http_response_head& head, const limit_names& names,
                                 std::string_view other_reset) {
    const wire::headers& fields = head.fields;
    announced_limit limit{
        find_amount(fields, names.limit), find_amount(fields, names.remaining), {}};
    if (limit.limit == 0)
        limit.limit.reset();
    if (limit.remaining == 0 && head.status / 100 == 2)
        limit.remaining.reset();
    auto text = fields.find(names.reset);
    if (!text)
        text = fields.find(other_reset);
    if (text)
        limit.reset = parse_wait_seconds(*text);
    return limit;
}

announced_limit read_anthropic_limit(const wire::headers& fields, const std::string& what,
                                     chr::system_clock::time_point now) {
    const std::string prefix = "anthropic-ratelimit-" + what;
    announced_limit limit{
        find_amount(fields, prefix + "-limit"), find_amount(fields, prefix + "-remaining"), {}};
    if (const auto text = fields.find(prefix + "-reset"))
        if (const auto instant = parse_timestamp(*text))
            limit.reset = time_until(*instant, now);
    return limit;
}

} // namespace

std::optional<chr::milliseconds> parse_go_duration(std::string_view text) noexcept {
    struct unit {
        std::string_view name;
        double milliseconds;
    };
    // "ms" stands before "m", which is its beginning.
    constexpr std::array units{unit{"h", 3.6e6}, unit{"ms", 1},          unit{"m", 6e4},
                               unit{"s", 1e3},   unit{"us", 1e-3},       unit{"\xC2\xB5s", 1e-3},
                               unit{"ns", 1e-6}, unit{"\xCE\xBCs", 1e-3}};
    double total = 0;
    if (text.empty())
        return {};
    while (!text.empty()) {
        double number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number,
                                                  std::chars_format::fixed);
        if (error != std::errc{} || !std::isfinite(number) || number < 0)
            return {};
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        const auto* const found =
            std::ranges::find_if(units, [&](const unit& u) { return text.starts_with(u.name); });
        if (found == units.end())
            return {};
        text.remove_prefix(found->name.size());
        total += number * found->milliseconds;
    }
    const auto longest = static_cast<double>(longest_wait.count());
    return chr::milliseconds(static_cast<chr::milliseconds::rep>(std::min(total, longest)));
}

announced_limits read_openai_limits(const wire::headers& fields,
                                    chr::system_clock::time_point now) {
    now = server_time(fields, now);
    return {
        read_openai_limit(fields, requests, now), read_openai_limit(fields, tokens, now), {}, {}};
}

announced_limits read_azure_limits(const wire::http_response_head& head) {
    return {read_azure_limit(head, requests, "x-rate-limit-reset-requests"),
            read_azure_limit(head, tokens, "x-rate-limit-reset-tokens"),
            {},
            {}};
}

announced_limits read_anthropic_limits(const wire::headers& fields,
                                       chr::system_clock::time_point now) {
    now = server_time(fields, now);
    return {read_anthropic_limit(fields, "requests", now),
            read_anthropic_limit(fields, "tokens", now),
            read_anthropic_limit(fields, "input-tokens", now),
            read_anthropic_limit(fields, "output-tokens", now)};
}

announced_limits read_openrouter_limits(const wire::headers& fields,
                                        chr::system_clock::time_point now) {
    now = server_time(fields, now);
    announced_limits limits;
    limits.requests.limit = find_amount(fields, "x-ratelimit-limit");
    limits.requests.remaining = find_amount(fields, "x-ratelimit-remaining");
    constexpr double year_9999 = 253402300799999.0; // Unix milliseconds
    if (const auto instant = find_amount(fields, "x-ratelimit-reset");
        instant && *instant <= year_9999)
        limits.requests.reset = time_until(chr::sys_time<chr::milliseconds>(chr::milliseconds(
                                               static_cast<chr::milliseconds::rep>(*instant))),
                                           now);
    return limits;
}

} // namespace preceptron::provider
