#include "runner/progress.hpp"

#include "core/grouped.hpp"
#include "core/json_text.hpp"
#include "core/printable.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

namespace preceptron::runner {

namespace {

void optional_member(json_writer& json, std::string_view name, const std::optional<double>& value) {
    json.key(name);
    value ? json.value(*value) : json.null();
}

namespace bj = boost::json;

using pacing::limiting_factor;

template<class T>
void read(const bj::object& from, std::string_view name, T& into) {
    const bj::value* const v = from.if_contains(name);
    if (!v || !v->is_number())
        return;
    boost::system::error_code ec;
    const T number = v->to_number<T>(ec);
    if (!ec) // one that no run writes, such as -1, is passed over
        into = number;
}

void read(const bj::object& from, std::string_view name, std::optional<double>& into) {
    if (const bj::value* v = from.if_contains(name); v && v->is_number())
        into = v->to_number<double>();
}

void read(const bj::object& from, std::string_view name, std::string& into) {
    if (const bj::value* v = from.if_contains(name); v && v->is_string())
        into = printable(std::string_view(v->get_string()));
}

void read(const bj::object& from, std::string_view name, std::optional<limiting_factor>& into) {
    if (const bj::value* v = from.if_contains(name); v && v->is_string())
        into = pacing::limiting_factor_named(std::string_view(v->get_string()));
}

old_call read_old_call(const bj::object& from) {
    old_call call;
    read(from, "judge", call.judge);
    read(from, "entry", call.entry);
    read(from, "age_s", call.age_s);
    read(from, "state", call.state);
    return call;
}

lane_progress read_lane(const bj::object& from) {
    lane_progress lane;
    read(from, "name", lane.name);
    read(from, "limit", lane.limit);
    read(from, "in_flight", lane.in_flight);
    read(from, "waiting", lane.waiting);
    read(from, "sleeping", lane.sleeping);
    read(from, "paused_for_s", lane.paused_for_s);
    read(from, "threads", lane.threads);
    read(from, "sleeps_for_s", lane.sleeps_for_s);
    read(from, "sleeps_after", lane.sleeps_after);
    read(from, "waits_for", lane.waits_for);
    read(from, "limited_by", lane.limited_by);
    read(from, "advice", lane.advice);
    if (const bj::value* held = from.if_contains("held"))
        lane.held = held->is_bool() && held->get_bool();
    if (const bj::value* calls = from.if_contains("oldest"); calls && calls->is_array())
        for (const bj::value& call : calls->get_array())
            if (call.is_object())
                lane.oldest.push_back(read_old_call(call.get_object()));
    read(from, "done", lane.done);
    read(from, "planned", lane.planned);
    if (const bj::value* why = from.if_contains("stopped"); why && why->is_string())
        lane.stopped = printable(std::string_view(why->get_string()));
    return lane;
}

// Members as in the summary of a run.
void write(json_writer& json, const folder_money& m) {
    json.begin_object();
    optional_member(json, "cost_usd",
                    m.unpriced_answers == 0 ? std::optional(m.known_usd) : std::nullopt);
    json.member("known_cost_usd", m.known_usd).member("unpriced_answers", m.unpriced_answers);
    json.member("possibly_billed_twice", m.doubtful_calls);
    optional_member(json, "possibly_billed_twice_usd", m.doubtful_usd);
    optional_member(json, "most_cost_usd", m.most_usd);
    json.end_object();
}

} // namespace

std::string cost_text(const progress_snapshot& p) {
    if (!p.known_cost_usd)
        return {};
    return dollars(*p.known_cost_usd) + (p.unpriced_answers > 0 ? " and more" : "");
}

std::string limit_text(std::optional<limiting_factor> limited_by) {
    if (!limited_by || limited_by == limiting_factor::nothing)
        return {};
    if (limited_by == limiting_factor::held)
        return "held by tune --pause";
    return "limited by " + std::string(to_string(*limited_by));
}

std::string to_json(const progress_snapshot& p) {
    const auto limit_or_none = [](std::optional<limiting_factor> limit) {
        return to_string(limit.value_or(limiting_factor::nothing));
    };
    std::string text;
    json_writer json(text);
    json.begin_object().member("schema", "preceptron.progress/1");
    json.member("time", to_string(p.time)).member("done", p.done).member("planned", p.planned);
    json.member("scored", p.scored).member("failed", p.failed).member("reused", p.reused);
    json.member("retryable", p.retryable).member("put_off", p.put_off);
    json.member("in_flight", p.in_flight).member("saved", p.saved).member("durable", p.durable);
    json.member("requests_per_s", p.requests_per_s);
    optional_member(json, "eta_s", p.eta_s);
    const bool all_known = p.unpriced_answers == 0;
    optional_member(json, "cost_usd", all_known ? p.known_cost_usd : std::nullopt);
    optional_member(json, "known_cost_usd", p.known_cost_usd);
    json.member("unpriced_answers", p.unpriced_answers);
    json.member("elapsed_s", p.elapsed_s).member("age_s", p.age_s);
    json.member("draining", p.draining);
    json.member("limited_by", limit_or_none(p.limited_by));
    json.key("lanes").begin_array();
    for (const lane_progress& lane : p.lanes) {
        json.begin_object().member("name", lane.name).member("limit", lane.limit);
        json.member("in_flight", lane.in_flight).member("waiting", lane.waiting);
        json.member("sleeping", lane.sleeping).member("paused_for_s", lane.paused_for_s);
        json.member("threads", lane.threads).member("waits_for", lane.waits_for);
        json.member("sleeps_for_s", lane.sleeps_for_s).member("sleeps_after", lane.sleeps_after);
        json.member("held", lane.held).member("limited_by", limit_or_none(lane.limited_by));
        json.member("advice", lane.advice).key("oldest").begin_array();
        for (const old_call& call : lane.oldest)
            json.begin_object()
                .member("judge", call.judge)
                .member("entry", call.entry)
                .member("age_s", call.age_s)
                .member("state", call.state)
                .end_object();
        json.end_array().member("done", lane.done).member("planned", lane.planned);
        json.key("stopped");
        lane.stopped ? json.value(*lane.stopped) : json.null();
        json.end_object();
    }
    json.end_array();
    if (p.journal)
        json.key("journal")
            .begin_object()
            .member("damaged", p.journal->damaged)
            .member("missing", p.journal->missing)
            .end_object();
    if (p.folder)
        write(json.key("folder"), *p.folder);
    json.end_object();
    return text;
}

std::optional<progress_snapshot> parse_progress(std::string_view json) {
    boost::system::error_code ec;
    const bj::value root = bj::parse(bj::string_view(json.data(), json.size()), ec);
    const bj::object* const from = ec ? nullptr : root.if_object();
    if (!from || !from->contains("planned") || !from->contains("done"))
        return {};
    progress_snapshot p;
    try {
        if (const bj::value* time = from->if_contains("time"); time && time->is_string())
            if (const auto parsed = parse_timestamp(std::string_view(time->get_string())))
                p.time = *parsed;
        read(*from, "done", p.done);
        read(*from, "planned", p.planned);
        read(*from, "scored", p.scored);
        read(*from, "failed", p.failed);
        read(*from, "retryable", p.retryable);
        read(*from, "put_off", p.put_off);
        read(*from, "reused", p.reused);
        read(*from, "in_flight", p.in_flight);
        read(*from, "saved", p.saved);
        read(*from, "durable", p.durable);
        read(*from, "requests_per_s", p.requests_per_s);
        read(*from, "elapsed_s", p.elapsed_s);
        read(*from, "age_s", p.age_s);
        read(*from, "limited_by", p.limited_by);
        read(*from, "eta_s", p.eta_s);
        read(*from, from->contains("known_cost_usd") ? "known_cost_usd" : "cost_usd",
             p.known_cost_usd);
        read(*from, "unpriced_answers", p.unpriced_answers);
        if (const bj::value* draining = from->if_contains("draining"))
            p.draining = draining->is_bool() && draining->get_bool();
        if (const bj::value* lanes = from->if_contains("lanes"); lanes && lanes->is_array())
            for (const bj::value& lane : lanes->get_array())
                if (lane.is_object())
                    p.lanes.push_back(read_lane(lane.get_object()));
    } catch (const std::exception&) { // a number that does not fit its member
        return {};
    }
    return p;
}

} // namespace preceptron::runner
