#include "pacing/call_cost.hpp"

#include <algorithm>

namespace preceptron::pacing {

namespace {

// A token that is written to be kept for an hour, as Anthropic bills it: twice plain input.
double price_of_an_hour(const token_price& price) {
    return 2 * price.input;
}

} // namespace

token_price price_at(const token_price& price, double input_tokens) noexcept {
    const long_context_price& more = price.long_context;
    if (input_tokens <= more.over_input_tokens)
        return price;
    return {.input = price.input * more.input_factor,
            .cached_input = price.cached_input * more.input_factor,
            .cache_write = price.cache_write * more.input_factor,
            .output = price.output * more.output_factor,
            .long_context = more};
}

std::optional<double> cost_usd(const token_usage& usage, const std::optional<token_price>& listed) {
    if (usage.cost_usd)
        return usage.cost_usd;
    if (!listed || !usage.input || !usage.output)
        return {};
    const auto input = static_cast<double>(*usage.input);
    const token_price price = price_at(*listed, input);
    const auto cached = static_cast<double>(usage.cached_input.value_or(0));
    const auto written = static_cast<double>(usage.cache_write.value_or(0));
    const double uncached = std::max(0.0, input - cached - written);
    const double hour = std::clamp(static_cast<double>(usage.hour_write.value_or(0)), 0.0, written);
    return (uncached * price.input + cached * price.cached_input +
            (written - hour) * price.cache_write + hour * price_of_an_hour(price) +
            static_cast<double>(*usage.output) * price.output) /
           1e6;
}

double worst_case_usd(std::size_t prompt_bytes, std::int64_t output_tokens,
                      const token_price& listed, double most_tokens_per_byte,
                      bool cached_for_an_hour) noexcept {
    const double tokens =
        static_cast<double>(prompt_bytes) * std::max(1.0 / 3, most_tokens_per_byte);
    const token_price price = price_at(listed, tokens);
    // A provider may bill what it writes into its cache at more than plain input.
    const double input = std::max(
        {price.input, price.cache_write, cached_for_an_hour ? price_of_an_hour(price) : 0});
    return (tokens * input + static_cast<double>(output_tokens) * price.output) / 1e6;
}

} // namespace preceptron::pacing
