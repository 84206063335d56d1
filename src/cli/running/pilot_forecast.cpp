#include "cli/running/pilot_forecast.hpp"

#include "cli/running/plan_estimate.hpp"
#include "core/grouped.hpp"
#include "core/json_text.hpp"
#include "core/printable.hpp"
#include "core/timestamp.hpp"
#include "core/wrapped.hpp"
#include "results/text_table.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace preceptron::cli {

namespace {

std::string from_to(const std::string& low, const std::string& high) {
    return low == high ? low : low + " - " + high;
}

pilot_range times(const pilot_range& r, double factor) {
    const auto scaled = [factor](const std::optional<double>& value) {
        return value ? std::optional(*value * factor) : std::nullopt;
    };
    return {scaled(r.low), scaled(r.high)};
}

// What is not known in one place is not known in sum.
pilot_range sum(const pilot_range& a, const pilot_range& b) {
    const auto of = [](const std::optional<double>& x, const std::optional<double>& y) {
        return x && y ? std::optional(*x + *y) : std::nullopt;
    };
    return {of(a.low, b.low), of(a.high, b.high)};
}

// What is known of both, where an answer of unknown cost says that there is more.
pilot_range known_sum(const pilot_range& a, const pilot_range& b) {
    return !a.low ? b : !b.low ? a : sum(a, b);
}

pilot_range longer(const pilot_range& a, const pilot_range& b) {
    return a.low && b.low ? pilot_range{std::max(*a.low, *b.low), std::max(*a.high, *b.high)}
                          : pilot_range{};
}

// An account begins a cell as soon as calls of the one before it leave a thread free.
struct account_time {
    pilot_range shared{0, 0}, longest_call{0, 0};
    time_at_limits at_limits;

    pilot_range whole() const {
        const double limit_s = at_limits.seconds();
        return longer(longer(shared, longest_call), {limit_s, limit_s});
    }
};

double calls_at_a_time(const session::run_inputs& inputs, const judge_spec& judge) {
    const auto account =
        std::ranges::find(inputs.config.accounts, judge.account, &config::account::name);
    return account == inputs.config.accounts.end() ? 1 : account->threads;
}

std::string money(const pilot_range& usd, std::uint64_t unpriced) {
    return usd.low && usd.high
               ? from_to(dollars(*usd.low), dollars(*usd.high)) + (unpriced > 0 ? " and more" : "")
               : "unknown";
}

std::string span(const pilot_range& s) {
    constexpr double least = 0.1; // "0.0s" would be no time at all
    return s.low && s.high
               ? from_to(span_text(std::max(least, *s.low)), span_text(std::max(least, *s.high)))
               : "unknown";
}

void write(json_writer& json, std::string_view name, const pilot_range& r) {
    json.key(name);
    if (r.low && r.high)
        json.begin_object().member("p50", *r.low).member("p90", *r.high).end_object();
    else
        json.null();
}

} // namespace

pilot_forecast forecast(const session::run_inputs& inputs, const session::pilot_watch& seen,
                        const plan& rest) {
    pilot_forecast all{{}, 0, {0, 0}, {0, 0}, 0};
    std::map<std::string, account_time> accounts;
    for (const plan_cell& cell : rest.cells) {
        const judge_spec& judge = inputs.judges[cell.judge].spec;
        const auto pilot = seen.cell(judge.name, cell.task);
        const auto left = static_cast<double>(cell.open.size());
        const double abreast = calls_at_a_time(inputs, judge);
        cell_forecast& c = all.cells.emplace_back();
        c.judge = judge.name;
        c.task = cell.task;
        c.rest = cell.open.size();
        if (pilot) {
            c.answered = pilot->answered;
            c.unpriced_answers = pilot->unpriced_answers;
            c.trial_usd = {pilot->p50_usd, pilot->p90_usd};
            if (pilot->answered > 0)
                c.call_s = {pilot->p50_s, pilot->p90_s};
        }
        if (c.rest == 0) { // whatever one would cost
            c.rest_usd = c.rest_s = {0, 0};
            continue;
        }
        c.rest_usd = times(c.trial_usd, left);
        const estimated_calls calls = estimate_cell(inputs, cell);
        const double limit_s = std::max(calls.account_limit_seconds, calls.judge_limit_seconds);
        c.rest_s = longer(times(c.call_s, std::max(1.0, left / abreast)), {limit_s, limit_s});
        all.rest += c.rest;
        all.unpriced_answers += c.unpriced_answers;
        all.usd = c.unpriced_answers > 0 ? known_sum(all.usd, c.rest_usd) : sum(all.usd, c.rest_usd);
        account_time& account = accounts[judge.account];
        account.shared = sum(account.shared, times(c.call_s, left / abreast));
        account.longest_call = longer(account.longest_call, c.call_s);
        account.at_limits.add(judge.name, calls);
    }
    if (all.rest > 0 && std::ranges::none_of(all.cells, [](const cell_forecast& c) {
            return c.rest > 0 && c.rest_usd.low.has_value();
        }))
        all.usd = {};
    for (const auto& [name, own] : accounts)
        all.seconds = longer(all.seconds, own.whole());
    return all;
}

std::string to_text(const pilot_forecast& f, std::size_t columns) {
    results::text_table table(
        {"judge", "task", "pilot", "each", "a call", "rest", "its cost", "time"}, 2);
    for (const cell_forecast& c : f.cells)
        table.add({printable(c.judge), printable(c.task), grouped(c.answered),
                   c.answered > 0 ? money(c.trial_usd, c.unpriced_answers) : "-",
                   c.answered > 0 ? span(c.call_s) : "-", grouped(c.rest),
                   money(c.rest_usd, c.rest > 0 ? c.unpriced_answers : 0),
                   c.rest > 0 ? span(c.rest_s) : "-"});
    table.add({"all", "", "", "", "", grouped(f.rest), money(f.usd, f.unpriced_answers),
               span(f.seconds)});
    return std::move(table).text_within(columns) +
           wrapped("From the median to the 90th percentile of the pilot; times at the configured "
                   "threads and limits, without pauses.",
                   columns, "");
}

std::string to_json(const pilot_forecast& f) {
    std::string text;
    json_writer json(text);
    json.begin_object().member("schema", "preceptron.pilot/1");
    json.member("time", to_string(now_utc())).member("rest", f.rest);
    write(json, "cost_usd", f.usd);
    write(json, "time_s", f.seconds);
    json.member("unpriced_answers", f.unpriced_answers);
    json.key("cells").begin_array();
    for (const cell_forecast& c : f.cells) {
        json.begin_object().member("judge", c.judge).member("task", c.task);
        json.member("pilot", c.answered).member("unpriced_answers", c.unpriced_answers);
        write(json, "trial_usd", c.trial_usd);
        write(json, "call_s", c.call_s);
        json.member("rest", c.rest);
        write(json, "cost_usd", c.rest_usd);
        write(json, "time_s", c.rest_s);
        json.end_object();
    }
    json.end_array().end_object();
    return text;
}

} // namespace preceptron::cli
