#include "runner/progress.hpp"

#include "core/json_text.hpp"

namespace preceptron::runner {

namespace {

void optional_member(json_writer& json, std::string_view name, const std::optional<double>& value) {
    json.key(name);
    value ? json.value(*value) : json.null();
}

} // namespace

std::string to_json(const progress_snapshot& p) {
    std::string text;
    json_writer json(text);
    json.begin_object().member("schema", "preceptron.progress/1");
    json.member("time", to_string(p.time)).member("done", p.done).member("planned", p.planned);
    json.member("scored", p.scored).member("failed", p.failed).member("reused", p.reused);
    json.member("in_flight", p.in_flight).member("saved", p.saved).member("durable", p.durable);
    json.member("requests_per_s", p.requests_per_s);
    optional_member(json, "eta_s", p.eta_s);
    optional_member(json, "cost_usd", p.cost_usd);
    json.member("elapsed_s", p.elapsed_s).member("draining", p.draining);
    json.key("lanes").begin_array();
    for (const lane_progress& lane : p.lanes) {
        json.begin_object().member("name", lane.name).member("limit", lane.limit);
        json.member("in_flight", lane.in_flight).member("waiting", lane.waiting);
        json.member("sleeping", lane.sleeping).member("paused_for_s", lane.paused_for_s);
        json.member("done", lane.done).member("planned", lane.planned);
        json.key("stopped");
        lane.stopped ? json.value(*lane.stopped) : json.null();
        json.end_object();
    }
    json.end_array().end_object();
    return text;
}

} // namespace preceptron::runner
