#include "cli/running/plan_json.hpp"

#include "core/json_text.hpp"

#include <cmath>

namespace preceptron::cli {

namespace {

struct counts {
    std::uint64_t planned = 0, reused = 0, failed = 0, to_ask = 0;

    void add(const counts& other) {
        planned += other.planned;
        reused += other.reused;
        failed += other.failed;
        to_ask += other.to_ask;
    }
};

counts counts_of(const plan_cell& cell) {
    return {cell.planned(), cell.reused, cell.all_given_up(), cell.open.size()};
}

void write(json_writer& json, const counts& c) {
    json.member("planned", c.planned).member("reused", c.reused);
    json.member("failed", c.failed).member("to_ask", c.to_ask);
}

void write(json_writer& json, const estimated_calls& e) {
    const auto whole = [](double n) { return static_cast<std::uint64_t>(std::llround(n)); };
    json.member("requests", e.requests).member("input_tokens", whole(e.input_tokens));
    json.member("output_tokens", whole(e.output_tokens)).key("cost_usd");
    e.usd ? json.value(*e.usd) : json.null();
    json.member("least_time_s", e.seconds);
}

} // namespace

std::string plan_json(const session::run_inputs& inputs, const session::planned_run& planned,
                      const plan_estimate& estimated) {
    std::string text;
    json_writer json(text);
    json.begin_object().member("schema", "preceptron.plan/1");
    counts all;
    for (const plan_cell& cell : planned.work.cells)
        all.add(counts_of(cell));
    write(json, all);
    json.member("stale", static_cast<std::uint64_t>(planned.stale));
    json.member("left_out", planned.beside.left_out.all());
    json.member("no_grade", static_cast<std::uint64_t>(planned.ungraded));
    json.key("unknown_benchmark").begin_object();
    for (const auto& [task, n] : planned.unknown_tasks)
        json.member(task, static_cast<std::uint64_t>(n));
    json.end_object().key("missing_context").begin_object();
    for (const auto& [task, lacking] : estimated.lacking)
        if (lacking.unsent.count > 0)
            json.member(task, static_cast<std::uint64_t>(lacking.unsent.count));
    json.end_object().key("context_missing").begin_object();
    for (const auto& [task, lacking] : estimated.lacking) {
        if (lacking.without.empty())
            continue;
        json.key(task).begin_object();
        for (const auto& [field, count] : lacking.without)
            json.member(field, count);
        json.end_object();
    }
    json.end_object();
    write(json, estimated.all);
    json.member("prices_as_of", inputs.prices_as_of).key("cells").begin_array();
    for (std::size_t i = 0; i < planned.work.cells.size(); ++i) {
        const plan_cell& cell = planned.work.cells[i];
        json.begin_object().member("judge", inputs.judges[cell.judge].spec.name);
        json.member("task", cell.task);
        write(json, counts_of(cell));
        write(json, estimated.cells[i]);
        json.end_object();
    }
    json.end_array().end_object();
    return text + '\n';
}

} // namespace preceptron::cli
