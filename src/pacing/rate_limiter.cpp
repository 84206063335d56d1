#include "pacing/rate_limiter.hpp"

#include <algorithm>

namespace preceptron::pacing {

namespace {

// In the order of limited_resource, as all arrays here.
std::array<double, rate_limiter::resources> amounts(const call_estimate& of, double calls = 1) {
    return {calls, of.input_tokens + of.output_tokens, of.input_tokens, of.output_tokens};
}

// A bucket that others empty, too, is left to fill again: below a tenth the pace falls, to half.
double share_of_pace(double fullness) {
    return std::clamp(0.5 + 5 * fullness, 0.5, 1.0);
}

} // namespace

std::optional<double> rate_limiter::gauge::per_minute() const noexcept {
    std::optional<double> least = configured;
    if (const auto said = announced.limit(); said && announced.by_the_minute())
        least = std::min(*said, least.value_or(*said));
    return least;
}

double rate_limiter::gauge::per_second(time_point now) noexcept {
    if (!limited())
        return 0;
    const auto limit = per_minute();
    return limit ? *limit / 60 * share_of_pace(announced.fullness(now)) : 0;
}

rate_limiter::time_point rate_limiter::gauge::earliest(double amount, time_point now) noexcept {
    if (!limited())
        return now;
    time_point when = announced.earliest(amount, now);
    if (configured)
        when = std::max(when, window.earliest(amount, *configured, now));
    if (per_minute())
        when = std::max(when, spacing.earliest());
    return when;
}

void rate_limiter::configure(const rate_limits& limits) noexcept {
    for (const named_limit& limit : all_limits)
        gauges_[index_of(limit.of)].configured = limits.*limit.value;
}

rate_limiter::wait rate_limiter::earliest(const call_estimate& call, time_point now) noexcept {
    const auto amount = amounts(call);
    wait longest{now, {}};
    for (std::size_t i = 0; i < resources; ++i) {
        const time_point when = gauges_[i].earliest(amount[i], now);
        if (when > longest.until)
            longest = {when, all_limits[i].of};
    }
    return longest;
}

rate_limiter::reservation rate_limiter::reserve(const call_estimate& call,
                                                time_point now) noexcept {
    reservation held;
    held.at = now;
    held.amount = amounts(call);
    for (std::size_t i = 0; i < resources; ++i) {
        gauge& g = gauges_[i];
        g.window.take(held.amount[i], now);
        if (const double rate = g.per_second(now); rate > 0)
            g.spacing.take(held.amount[i], rate, now);
        held.mark[i] = g.announced.take(held.amount[i], now);
    }
    return held;
}

void rate_limiter::observe(reservation& held, const announced_limits& said,
                           time_point now) noexcept {
    const std::array<const announced_limit*, resources> all{
        &said.requests, &said.tokens, &said.input_tokens, &said.output_tokens};
    for (std::size_t i = 0; i < resources; ++i) {
        gauge& g = gauges_[i];
        const bool known_before = g.announced.known();
        const auto observed = g.announced.observe(*all[i], held.mark[i], now);
        held.told[i] = observed.has_value();
        const double rate = g.per_second(now);
        // What others take, or what our estimate was wrong by. A limit that has changed shows here,
        // too, and is no reason to stand still: hence at most the call's own amount.
        if (observed && known_before && rate > 0)
            g.spacing.correct(std::clamp(-*observed, -held.amount[i], held.amount[i]), rate, now);
    }
}

void rate_limiter::settle(const reservation& held, const token_usage& used,
                          time_point now) noexcept {
    const std::array<std::optional<double>, resources> real{
        std::nullopt,
        used.input && used.output ? std::optional(static_cast<double>(*used.input + *used.output))
                                  : std::nullopt,
        used.input ? std::optional(static_cast<double>(*used.input)) : std::nullopt,
        used.output ? std::optional(static_cast<double>(*used.output)) : std::nullopt};
    for (std::size_t i = 0; i < resources; ++i) {
        if (!real[i] || held.told[i])
            continue;
        const double difference = *real[i] - held.amount[i];
        gauge& g = gauges_[i];
        g.window.correct(difference, held.at, now);
        if (const double rate = g.per_second(now); rate > 0)
            g.spacing.correct(difference, rate, now);
    }
}

bool rate_limiter::allows(const call_estimate& call) const noexcept {
    const auto amount = amounts(call);
    for (std::size_t i = 0; i < resources; ++i)
        if (amount[i] > gauges_[i].per_minute().value_or(amount[i]))
            return false;
    return true;
}

std::optional<double> rate_limiter::per_minute(limited_resource r) const noexcept {
    return gauges_[index_of(r)].per_minute();
}

double rate_limiter::least_time_s(double calls, const call_estimate& together) const noexcept {
    const auto amount = amounts(together, calls);
    double longest = 0;
    for (std::size_t i = 0; i < resources; ++i)
        if (const auto limit = gauges_[i].per_minute(); limit && *limit > 0)
            longest = std::max(longest, amount[i] / *limit * 60);
    return longest;
}

} // namespace preceptron::pacing
