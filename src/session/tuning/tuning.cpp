#include "session/tuning/tuning.hpp"

#include "benchmark/most_threads.hpp"
#include "core/grouped.hpp"
#include "core/json_text.hpp"
#include "core/printable.hpp"
#include "core/timestamp.hpp"
#include "session/machine/descriptor_limit.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cmath>

namespace preceptron::session {

namespace bj = boost::json;

namespace {

std::optional<double>* find_limit(rate_limits& limits, std::string_view name) {
    const auto found = std::ranges::find(all_limits, name, &named_limit::name);
    return found == all_limits.end() ? nullptr : &(limits.*found->value);
}

void write_optional(json_writer& json, const std::optional<double>& value) {
    value ? json.value(*value) : json.null();
}

std::string shown(const std::optional<double>& limit) {
    if (!limit)
        return "none";
    const bool whole = *limit == std::floor(*limit);
    return whole ? grouped_whole(*limit) : number_text(*limit);
}

std::string shown_money(const std::optional<double>& usd) {
    return usd ? dollars(*usd) : "none";
}

failure wrong(const std::string& what, std::string_view wanted) {
    return fail(errc::bad_configuration,
                "the request to tune the run: " + printable(what, 120) + " " + std::string(wanted));
}

result<std::optional<double>> above_zero_or_null(const bj::value& v, const std::string& what) {
    if (v.is_null())
        return std::optional<double>();
    const double number = v.is_number() ? v.to_number<double>() : 0;
    if (std::isfinite(number) && number > 0)
        return std::optional(number);
    return wrong(what, "is neither a number above zero nor null");
}

result<limit_changes> read_limits(const bj::value& from, const std::string& whose) {
    const auto* const object = from.if_object();
    if (!object)
        return wrong(whose, "has limits that are no map");
    limit_changes limits;
    for (const auto& member : *object) {
        const std::string name(member.key()), what = whose + "." + name;
        if (std::ranges::find(all_limits, name, &named_limit::name) == all_limits.end())
            return wrong(what, "is no limit that there is");
        auto limit = above_zero_or_null(member.value(), what);
        if (!limit)
            return limit.error();
        limits[name] = *limit;
    }
    return limits;
}

result<account_tuning> read_account(const bj::value& from, const std::string& name) {
    const auto* const object = from.if_object();
    if (!object)
        return wrong(name, "is no map");
    account_tuning a;
    if (const auto* threads = object->if_contains("threads")) {
        const std::int64_t* const number = threads->if_int64();
        if (!number || *number < 1 || *number > most_threads)
            return wrong(name + ".threads",
                         "is no whole number from 1 to " + grouped(most_threads));
        a.threads = static_cast<int>(*number);
    }
    if (const auto* held = object->if_contains("held")) {
        if (!held->is_bool())
            return wrong(name + ".held", "is neither true nor false");
        a.held = held->get_bool();
    }
    if (const auto* limits = object->if_contains("limits")) {
        auto read = read_limits(*limits, name);
        if (!read)
            return read.error();
        a.limits = std::move(*read);
    }
    return a;
}

// Each member of the map `what`, by its name.
template<class Value>
result<void> read_each(const bj::value* from, const std::string& what,
                       result<Value> (*read)(const bj::value&, const std::string&),
                       std::map<std::string, Value>& into) {
    if (!from)
        return {};
    const auto* const object = from->if_object();
    if (!object)
        return wrong(what, "is no map");
    for (const auto& member : *object) {
        const std::string name(member.key());
        auto value = read(member.value(), name);
        if (!value)
            return value.error();
        into[name] = std::move(*value);
    }
    return {};
}

void write(json_writer& json, const limit_changes& limits) {
    json.begin_object();
    for (const auto& [limit, value] : limits)
        write_optional(json.key(limit), value);
    json.end_object();
}

rate_limits changed_limits(rate_limits limits, const limit_changes& asked, const std::string& whose,
                           std::vector<tuned_setting>& changed) {
    for (const auto& [limit, value] : asked)
        if (auto* const member = find_limit(limits, limit); member && *member != value) {
            changed.push_back({whose + " " + limit, shown(*member), shown(value)});
            *member = value;
        }
    return limits;
}

const std::string& name_of(const runner::tested_judge& judge) {
    return judge.spec.name;
}

// By account: the calls at a time that are asked for, lowered to what the system lets the process
// open beside the other accounts' sockets.
std::map<std::string, std::size_t> fitting_threads(const tuning& t, const lane_set& lanes) {
    std::vector<std::string> names;
    std::vector<std::size_t> wanted;
    std::size_t left = lanes.most_connections();
    for (const auto& [name, lane] : lanes) {
        const auto asked = t.accounts.find(name);
        if (asked != t.accounts.end() && asked->second.threads) {
            names.push_back(name);
            wanted.push_back(static_cast<std::size_t>(*asked->second.threads));
        } else {
            left -= std::min(left, lane->settings().threads);
        }
    }
    const auto fitting = fit_to_descriptors(wanted, left);
    std::map<std::string, std::size_t> threads;
    for (std::size_t i = 0; i < names.size(); ++i)
        threads.emplace(names[i], fitting[i]);
    return threads;
}

void apply_to(runner::account_lane& lane, const account_tuning& asked,
              const std::map<std::string, std::size_t>& threads,
              std::vector<tuned_setting>& changed) {
    const std::string& name = lane.settings().name;
    if (const auto fitting = threads.find(name);
        fitting != threads.end() && fitting->second != lane.settings().threads) {
        const bool fewer = fitting->second < static_cast<std::size_t>(*asked.threads);
        changed.push_back(
            {name + " threads", grouped(lane.settings().threads),
             grouped(fitting->second) + (fewer ? ", the most that ulimit -n allows" : "")});
        lane.set_threads(fitting->second);
    }
    const auto limits = changed_limits(lane.settings().limits, asked.limits, name, changed);
    if (limits != lane.settings().limits)
        lane.set_limits(limits);
    if (asked.held && *asked.held != lane.gate.on_hold()) {
        const auto word = [](bool held) { return held ? "held" : "open"; };
        changed.push_back({name, word(lane.gate.on_hold()), word(*asked.held)});
        lane.gate.hold(*asked.held);
    }
}

} // namespace

std::string to_json(const tuning& t) {
    std::string text;
    json_writer json(text);
    json.begin_object().member("by", t.by).key("accounts").begin_object();
    for (const auto& [name, account] : t.accounts) {
        json.key(name).begin_object();
        if (account.threads)
            json.member("threads", *account.threads);
        write(json.key("limits"), account.limits);
        if (account.held)
            json.member("held", *account.held);
        json.end_object();
    }
    json.end_object().key("judges").begin_object();
    for (const auto& [name, limits] : t.judges)
        write(json.key(name), limits);
    json.end_object();
    if (t.changes_budget)
        write_optional(json.key("budget_usd"), t.budget_usd);
    json.end_object();
    return text;
}

result<tuning> parse_tuning(std::string_view json) {
    boost::system::error_code ec;
    const bj::value root = bj::parse(bj::string_view(json.data(), json.size()), ec);
    const auto* const object = ec ? nullptr : root.if_object();
    const auto* const accounts = object ? object->if_contains("accounts") : nullptr;
    if (!accounts)
        return fail(errc::bad_configuration, "not a request to tune a run");
    tuning t;
    if (const auto* by = object->if_contains("by"); by && by->is_string())
        t.by = std::string(by->get_string());
    if (auto read = read_each(accounts, "accounts", read_account, t.accounts); !read)
        return read.error();
    if (auto read = read_each(object->if_contains("judges"), "judges", read_limits, t.judges);
        !read)
        return read.error();
    if (const auto* budget = object->if_contains("budget_usd")) {
        auto usd = above_zero_or_null(*budget, "budget_usd");
        if (!usd)
            return usd.error();
        t.changes_budget = true;
        t.budget_usd = *usd;
    }
    return t;
}

tuning_effect apply(const tuning& t, lane_set& lanes, std::span<runner::tested_judge> judges,
                    runner::benchmark_run& run) {
    tuning_effect effect;
    if (const auto unpriced = std::ranges::find_if(judges, [](const auto& j) { return !j.price; });
        t.budget_usd && unpriced != judges.end()) {
        effect.refused = "budget_usd needs the price of '" + unpriced->spec.model_id +
                         "', which this run does not know: stop it, add price: {input: .., "
                         "output: ..} to '" +
                         unpriced->spec.name + "', and start it again";
        return effect;
    }
    auto& changed = effect.changed;
    const auto threads = fitting_threads(t, lanes);
    for (const auto& [name, asked] : t.accounts)
        if (runner::account_lane* const lane = lanes.find(name))
            apply_to(*lane, asked, threads, changed);
        else
            effect.unknown.push_back("account '" + name + "'");
    for (const auto& [name, asked] : t.judges)
        if (const auto judge = std::ranges::find(judges, name, name_of); judge != judges.end())
            judge->set_limits(changed_limits(judge->limits, asked, name, changed));
        else
            effect.unknown.push_back("judge '" + name + "'");
    if (t.changes_budget && t.budget_usd != run.money.limit()) {
        changed.push_back(
            {"budget_usd", shown_money(run.money.limit()), shown_money(t.budget_usd)});
        run.money.set_limit(t.budget_usd);
    }
    if (!changed.empty())
        run.naps.rouse(); // who waits for what holds no more looks again
    return effect;
}

journal::tune_record make_tune_record(const std::string& by,
                                      std::span<const tuned_setting> changed) {
    journal::tune_record record{
        .by = by, .old_settings = {}, .new_settings = {}, .time = now_utc()};
    json_writer before(record.old_settings), after(record.new_settings);
    before.begin_object();
    after.begin_object();
    for (const tuned_setting& c : changed) {
        before.member(c.what, c.before);
        after.member(c.what, c.after);
    }
    before.end_object();
    after.end_object();
    return record;
}

} // namespace preceptron::session
