#include "pacing/limiting_factor.hpp"

#include "core/grouped.hpp"

#include <algorithm>

namespace preceptron::pacing {

namespace {

constexpr double mostly = 0.5;

// Past this the queue is at the provider: more calls at a time only wait there.
constexpr double slowed_down = 2;

bool is_limit(limiting_factor f) {
    return std::ranges::any_of(all_limits,
                               [f](const named_limit& limit) { return factor_of(limit.of) == f; });
}

std::string allowed(const account_activity& a, limited_resource r) {
    const std::string what(to_string(factor_of(r)));
    const double limit = a.per_minute[index_of(r)];
    if (limit <= 0) // of a day, say
        return "the " + what + " that the provider allows are used up: ";
    return grouped_whole(limit) + " " + what + " a minute are allowed: ";
}

std::string fewer_tokens(const account_activity& a, limited_resource r) {
    return allowed(a, r) + "a higher limit, or less to read and write";
}

// What calls waited for most of the time. A limit, or an outage, may hold one judge alone: where
// the others use all threads and have the longer way to go, it is not what holds the account; nor
// is an outage where a limit is what takes longest.
limiting_factor longest_at_gate(const account_activity& a) noexcept {
    limiting_factor found = limiting_factor::nothing;
    double longest = mostly;
    for (std::size_t i = 0; i < a.gate.size(); ++i) {
        const limiting_factor f = gate_factors[i];
        if (a.full > mostly && (f == limiting_factor::outage || (is_limit(f) && !a.limits_decide)))
            continue;
        const bool takes_longer =
            found == limiting_factor::outage && is_limit(f) && a.limits_decide;
        if (a.gate[i] > mostly && (a.gate[i] > longest || takes_longer)) {
            longest = a.gate[i];
            found = f;
        }
    }
    return found;
}

} // namespace

std::optional<limiting_factor> limiting_factor_named(std::string_view name) noexcept {
    const auto found = std::ranges::find(limiting_factor_names, name);
    if (found == limiting_factor_names.end())
        return {};
    return static_cast<limiting_factor>(found - limiting_factor_names.begin());
}

limiting_factor what_limits(const account_activity& a) noexcept {
    if (a.no_room) // nothing is sent at all
        return limiting_factor::disk;
    if (a.held)
        return limiting_factor::held;
    if (a.cpu > 0.9)
        return limiting_factor::cpu;
    if (const auto at_gate = longest_at_gate(a); at_gate != limiting_factor::nothing)
        return at_gate;
    if (a.money > mostly)
        return limiting_factor::budget;
    if (a.asleep > mostly)
        return limiting_factor::retries;
    if (!a.more_to_send)
        return a.in_flight > 0 ? limiting_factor::tail : limiting_factor::nothing;
    if (a.full <= mostly)
        return limiting_factor::nothing;
    if (a.limit < a.most)
        return limiting_factor::growth;
    const bool slower =
        a.best_first_byte_s > 0 && a.first_byte_s > slowed_down * a.best_first_byte_s;
    return slower ? limiting_factor::latency : limiting_factor::concurrency;
}

std::string what_would_help(limiting_factor f, const account_activity& a) {
    switch (f) {
    case limiting_factor::held:
        return "preceptron tune DIR --resume lets it go on";
    case limiting_factor::requests:
        return allowed(a, limited_resource::requests) + "a higher limit, or a second account";
    case limiting_factor::tokens:
        return fewer_tokens(a, limited_resource::tokens);
    case limiting_factor::input_tokens:
        return fewer_tokens(a, limited_resource::input_tokens);
    case limiting_factor::output_tokens:
        return fewer_tokens(a, limited_resource::output_tokens);
    case limiting_factor::budget:
        return "a higher budget_usd: calls wait until others turn out cheaper than feared";
    case limiting_factor::disk:
        return "free space where the output folder is: the run goes on by itself";
    case limiting_factor::concurrency:
        return a.no_sockets ? "a higher limit of open files (ulimit -n): it allows " +
                                  counted(a.most, "call", "calls") + " at a time here"
                            : "more threads (now " + grouped(a.most) + ")";
    case limiting_factor::latency:
        return "a faster server: its first byte takes longer than it did, and more threads would "
               "only queue there";
    case limiting_factor::cpu:
        return "a faster core, or fewer judges at a time";
    case limiting_factor::nothing:
    case limiting_factor::pause:
    case limiting_factor::outage:
    case limiting_factor::retries:
    case limiting_factor::growth:
    case limiting_factor::tail:
        break;
    }
    return {};
}

} // namespace preceptron::pacing
