#include "session/lane_watch.hpp"

#include <algorithm>

namespace preceptron::session {

namespace {

using pacing::limiting_factor;

double seconds(std::chrono::steady_clock::duration d) {
    return std::chrono::duration<double>(d).count();
}

// In the words of a status line.
std::string_view waits_for(limiting_factor why) {
    using enum limiting_factor;
    switch (why) {
    case held:
        return "held by tune --pause";
    case pause:
        return "told to wait";
    case outage:
        return "the provider only fails";
    case requests:
        return "requests a minute";
    case tokens:
        return "tokens a minute";
    case input_tokens:
        return "input tokens a minute";
    case output_tokens:
        return "output tokens a minute";
    default: // nothing: no other factor is one of the gate
        break;
    }
    return "";
}

std::string state_of(const runner::call_in_flight& call) {
    const auto path = call.path ? call.path->path() : std::nullopt;
    if (path && path->doubtful())
        return "no sign of the server's machine for " +
               std::to_string(path->since_last_sign.count() / 1000) + " s";
    if (!call.path)
        return "no connection yet";
    return call.first_byte ? "answering" : "thinking";
}

} // namespace

void lane_watch::count(const surroundings& around, clock::time_point now) {
    constexpr auto window = std::chrono::seconds(30);
    mark m = latest_;
    const double passed = m.when == clock::time_point{} ? 0 : seconds(now - m.when);
    m.when = now;
    for (std::size_t i = 0; i < m.waited_s.size(); ++i)
        m.waited_s[i] = lane_.gate.waited_s(pacing::gate_factors[i], now);
    if (lane_.slots.waiting() > 0 && lane_.slots.in_use() >= lane_.slots.limit())
        m.full_s += passed;
    if (lane_.judges_full() > 0 && lane_.slots.in_use() < lane_.slots.limit())
        m.asleep_s += passed;
    if (around.waiting_for_money)
        m.money_s += passed;
    latest_ = m;
    // Of another state than now, what was measured says nothing of what limits it now.
    const auto& settings = lane_.settings();
    if (const bool held = lane_.gate.on_hold();
        held != held_ || settings.threads != threads_ || settings.limits != limits_) {
        held_ = held;
        threads_ = settings.threads;
        limits_ = settings.limits;
        marks_.clear();
    }
    if (marks_.empty() || now - marks_.back().when >= std::chrono::milliseconds(500))
        marks_.push_back(m);
    while (marks_.size() > 1 && now - marks_.front().when > window)
        marks_.pop_front();
}

pacing::account_activity lane_watch::activity(const run_watch::account_count& account,
                                              const surroundings& around) const {
    pacing::account_activity a;
    const mark& then = marks_.front();
    const double span = seconds(latest_.when - then.when);
    const auto share = [span](double from, double to) {
        return span > 0 ? std::clamp((to - from) / span, 0.0, 1.0) : 0.0;
    };
    for (std::size_t i = 0; i < a.gate.size(); ++i)
        a.gate[i] = share(then.waited_s[i], latest_.waited_s[i]);
    a.held = held_ && account.open() > 0;
    a.full = share(then.full_s, latest_.full_s);
    a.asleep = share(then.asleep_s, latest_.asleep_s);
    a.money = share(then.money_s, latest_.money_s);
    a.cpu = around.cpu;
    a.no_room = around.no_room;
    a.no_sockets = around.no_sockets;
    a.more_to_send = lane_.trials_in_use() < account.open();
    a.in_flight = lane_.calls.size();
    a.limit = lane_.concurrency().limit();
    a.most = lane_.concurrency().most();
    a.first_byte_s = lane_.first_byte_s();
    a.best_first_byte_s = lane_.best_first_byte_s();
    for (const named_limit& limit : all_limits)
        a.per_minute[index_of(limit.of)] = lane_.gate.last_limit(limit.of);
    return a;
}

void lane_watch::add_oldest_calls(runner::lane_progress& p, clock::time_point now) const {
    constexpr std::size_t most = 3;
    constexpr double a_minute = 60;
    for (const runner::call_in_flight* call : lane_.calls) {
        const double age = seconds(now - call->passed.at);
        if (age < a_minute || p.oldest.size() == most)
            break;
        p.oldest.push_back(
            {std::string(call->judge), std::string(call->entry), age, state_of(*call)});
    }
}

runner::lane_progress lane_watch::look(const run_watch::account_count& account,
                                       const surroundings& around, bool limits_decide,
                                       clock::time_point now) {
    count(around, now);
    pacing::account_activity doing = activity(account, around);
    doing.limits_decide = limits_decide;
    const auto factor = pacing::what_limits(doing);
    runner::lane_progress l;
    l.name = account.name;
    l.limit = doing.limit;
    l.threads = doing.most;
    l.in_flight = doing.in_flight;
    l.sleeping = lane_.alarms.size();
    const std::size_t elsewhere = l.in_flight + l.sleeping;
    l.waiting = std::max(lane_.trials_in_use(), elsewhere) - elsewhere;
    if (l.sleeping > 0) {
        l.sleeps_for_s = std::max(0.0, seconds(*lane_.alarms.begin() - now));
        l.sleeps_after = lane_.last_trouble();
    }
    auto why = lane_.gate.waiting_for();
    // A judge's own wait is none of the lane's where others are asked.
    if (lane_.gate.lines_waiting() < lane_.judges_in_use() && why != limiting_factor::held &&
        why != limiting_factor::pause)
        why = limiting_factor::nothing;
    l.waits_for = waits_for(why);
    const auto until = why == limiting_factor::nothing || why == limiting_factor::held
                           ? lane_.gate.paused_until()
                           : lane_.gate.waiting_until();
    l.paused_for_s = until == clock::time_point::min() ? 0.0 : std::max(0.0, seconds(until - now));
    l.held = lane_.gate.on_hold();
    l.done = account.done;
    l.planned = account.planned;
    l.stopped = lane_.stopped();
    l.limited_by = factor;
    l.advice = pacing::what_would_help(factor, doing);
    add_oldest_calls(l, now);
    return l;
}

} // namespace preceptron::session
