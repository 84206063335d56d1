#include "runner/account_lane.hpp"

#include "core/grouped.hpp"

#include <algorithm>

namespace preceptron::runner {

namespace {

// Trials that sleep between attempts hold no slot, but they hold memory: bounded in proportion.
constexpr std::size_t trials_per_slot = 4;

// Whether the failure is the server's or the path's, and no answer to this one request.
bool is_trouble(const attempt_failure& f) noexcept {
    switch (f.kind) {
    case failure_class::transport:
    case failure_class::timeout:
    case failure_class::truncated:
        return true;
    default:
        return f.server_failed;
    }
}

const token_usage& usage_of(const attempt_outcome& outcome) noexcept {
    return std::visit([](const auto& o) -> const token_usage& { return o.usage; }, outcome);
}

} // namespace

account_lane::account_lane(asio::any_io_executor executor, lane_settings settings,
                           const provider::codec& c, const net::tls_context* tls, const secret* k,
                           async::sleepers& naps)
    : codec(c), key(k), echoes(k), pool(executor, settings.peer, tls, settings.via),
      slots(executor, settings.threads), gate(slots, naps), settings_(std::move(settings)),
      executor_(executor), concurrency_(settings_.threads, settings_.adaptive),
      outage_(settings_.outage), naps_(naps) {
    slots.set_limit(concurrency_.limit());
    limits_.configure(settings_.limits);
}

account_lane::asked_judge& account_lane::judge(std::string_view name) {
    if (const auto known = judges_.find(name); known != judges_.end())
        return known->second;
    const std::size_t most = settings_.threads * trials_per_slot;
    return judges_.try_emplace(std::string(name), executor_, judges_.size(), most, settings_.outage)
        .first->second;
}

call_gate::line& account_lane::line_of(std::string_view name) {
    return judge(name).line;
}

std::uint64_t account_lane::answers_to(std::string_view name) const noexcept {
    const auto known = judges_.find(name);
    return known == judges_.end() ? 0 : known->second.answers;
}

std::size_t account_lane::trials_in_use() const noexcept {
    std::size_t n = 0;
    for (const auto& [name, judge] : judges_)
        n += judge.line.trials.in_use();
    return n;
}

std::size_t account_lane::judges_in_use() const noexcept {
    return static_cast<std::size_t>(std::ranges::count_if(
        judges_, [](const auto& named) { return named.second.line.trials.in_use() > 0; }));
}

std::size_t account_lane::judges_full() const noexcept {
    return static_cast<std::size_t>(std::ranges::count_if(
        judges_, [](const auto& named) { return named.second.line.trials.waiting() > 0; }));
}

void account_lane::on_head(call_in_flight& call, const announced_limits& said) noexcept {
    const auto now = clock::now();
    call.first_byte = now;
    // Providers announce the limits of the model that was asked.
    if (pacing::rate_limiter* const model = call.limiters[1])
        model->observe(call.passed.held[1], said, now);
}

void account_lane::learn_latency(const call_in_flight& call, asked_judge& judge) {
    if (!call.first_byte)
        return;
    last_heard_of_ = &judge;
    constexpr double slowest = 0.05;
    const double share = std::max(slowest, 1.0 / static_cast<double>(++judge.timed));
    const double took =
        std::chrono::duration<double>(*call.first_byte - call.began.value_or(call.passed.at))
            .count();
    judge.first_byte_s += share * (took - judge.first_byte_s);
    // Of calls that are sent together the quickest are heard of first, and are no measure.
    if (judge.timed >= 2 * settings_.threads &&
        (judge.best_first_byte_s == 0 || judge.first_byte_s < judge.best_first_byte_s))
        judge.best_first_byte_s = judge.first_byte_s;
}

std::optional<std::string> account_lane::on_end(const call_in_flight& call,
                                                const attempt_outcome& outcome,
                                                clock::time_point now) {
    asked_judge& asked = judge(call.judge);
    // Connections that no trial will need are closed while there are answers to wait for, rather
    // than all of them at the end.
    if (dispatched == 0)
        pool.keep_at_most(trials_in_use());
    for (std::size_t i = 0; i < call.limiters.size(); ++i)
        if (call.limiters[i])
            call.limiters[i]->settle(call.passed.held[i], usage_of(outcome), now);
    retries.on_request();
    const auto* const f = std::get_if<attempt_failure>(&outcome);
    if (f)
        last_trouble_ = f->kind == failure_class::http_error
                            ? "HTTP " + std::to_string(f->http_status)
                            : std::string(to_string(f->kind));
    if (f && (f->stale_connection || f->scope != failure_scope::entry))
        return {};
    if (f && (f->rate_limited || is_trouble(*f)))
        return on_failure(call, asked, *f, now);
    ++asked.answers;
    learn_latency(call, asked);
    outage_.on_answer();
    asked.outage.on_answer();
    gate.space(asked.line, asked.outage.gap());
    concurrency_.on_answer(call.passed.at, call.abreast, now);
    slots.set_limit(concurrency_.limit());
    return {};
}

std::optional<std::string> account_lane::on_failure(const call_in_flight& call, asked_judge& judge,
                                                    const attempt_failure& f,
                                                    clock::time_point now) {
    if (f.rate_limited) {
        concurrency_.on_rate_limit(call.passed.at, now);
        slots.set_limit(concurrency_.limit());
        if (!is_trouble(f)) { // a limit of ours, unlike a server that is overloaded (503, 529)
            outage_.on_rate_limit();
            judge.outage.on_rate_limit();
            gate.space(judge.line, judge.outage.gap());
            return {};
        }
    } else {
        concurrency_.on_trouble();
    }
    const auto asked = f.server_wait.value_or(std::chrono::milliseconds(0));
    outage_.on_failure(call.passed.at, now, asked);
    judge.outage.on_failure(call.passed.at, now, asked);
    gate.space(judge.line, judge.outage.gap());
    const auto why = [&f](const pacing::outage_watch& of) {
        return "nothing but failures, " + grouped(of.in_a_row()) +
               " calls in a row; the last: " + f.message;
    };
    if (outage_.hopeless(now))
        give_up(why(outage_));
    // Where nobody was answered meanwhile, it is the account that may come back.
    else if (judge.outage.in_a_row() > outage_.in_a_row() && judge.outage.hopeless(now))
        return why(judge.outage);
    return {};
}

void account_lane::pause_until(clock::time_point when) noexcept {
    gate.pause_until(when, concurrency_.limit());
}

void account_lane::stop(std::string reason) {
    if (stopped_)
        return;
    stopped_ = std::move(reason);
    gate.dissolve();
    pool.open_the_door();
}

void account_lane::give_up(std::string reason) {
    given_up_ = given_up_ || !stopped_;
    stop(std::move(reason));
}

void account_lane::set_threads(std::size_t threads) {
    settings_.threads = threads;
    concurrency_.set_most(threads);
    slots.set_limit(concurrency_.limit());
    for (auto& [name, judge] : judges_)
        judge.line.trials.set_limit(threads * trials_per_slot);
}

void account_lane::set_limits(const rate_limits& limits) {
    settings_.limits = limits;
    limits_.configure(limits);
    naps_.rouse(); // who waits for the old ones looks at the new ones
}

} // namespace preceptron::runner
