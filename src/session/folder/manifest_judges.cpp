#include "session/folder/manifest_judges.hpp"

#include "benchmark/write_json.hpp"
#include "journal/key.hpp"

#include <functional>
#include <set>
#include <string>
#include <utility>

namespace preceptron::session {

namespace {

std::set<std::string> judged_tasks(const run_inputs& inputs,
                                   const journal::stored_results& stored) {
    std::set<std::string, std::less<>> before;
    for (const auto& cell : stored.cells())
        before.emplace(cell.task);
    std::set<std::string> tasks;
    for (const entry& e : inputs.data.entries)
        if (e.grade &&
            (inputs.wants_task(e.task) || (before.contains(e.task) && inputs.tasks.find(e.task))))
            tasks.emplace(e.task);
    return tasks;
}

void write_scale(json_writer& out, const judging::scale& scale) {
    out.key("scale_values").begin_array();
    for (const double value : scale.values)
        out.value(value);
    out.end_array().member("scale_min", scale.min);
    for (const auto& [name, bound] :
         {std::pair{"scale_max", scale.max}, {"scale_step", scale.step}}) {
        out.key(name);
        bound ? out.value(*bound) : out.null();
    }
}

// Of the tasks on which the judge's task file has another scale than the other judges'.
void write_own_scales(json_writer& out, const run_inputs& inputs, const prepared_judge& judge,
                      const std::set<std::string>& tasks) {
    if (judge.tasks == &inputs.tasks)
        return;
    out.key("own_scales").begin_array();
    for (const std::string& name : tasks) {
        const judging::task* const own = judge.tasks->find(name);
        if (!own || own->scale.describe({}) == inputs.tasks.find(name)->scale.describe({}))
            continue;
        out.begin_object().member("task", name);
        write_scale(out, own->scale);
        out.end_object();
    }
    out.end_array();
}

// By task, as its results name it.
void write_prompts(json_writer& out, const prepared_judge& judge,
                   const std::set<std::string>& tasks) {
    out.key("prompts").begin_object();
    for (const std::string& name : tasks)
        if (const judging::task* const task = judge.tasks->find(name))
            out.member(name, judge.prompt.name_for(*task));
    out.end_object();
}

void write_judges(json_writer& out, const run_inputs& inputs, const std::set<std::string>& tasks) {
    out.key("judges").begin_array();
    for (const prepared_judge& judge : inputs.judges) {
        const judge_spec& spec = judge.spec;
        out.begin_object().member("name", spec.name).member("provider", spec.provider);
        out.member("model_id", spec.model_id);
        out.member("origin", journal::url_origin(spec.base_url));
        out.member("prompt", judge.prompt.variant).member("repeats", spec.repeats);
        out.key("prompt_file");
        judge.prompt.file.empty() ? out.null() : out.value(judge.prompt.file);
        write_prompts(out, judge, tasks);
        out.key("reasoning_effort");
        spec.reasoning_effort ? out.value(*spec.reasoning_effort) : out.null();
        out.key("temperature");
        spec.temperature ? out.value(*spec.temperature) : out.value("provider default");
        out.key("extra_body");
        write_json(out, spec.extra_body);
        out.key("price_usd_per_million");
        if (judge.price) {
            out.begin_object().member("input", judge.price->input);
            out.member("cached_input", judge.price->cached_input);
            out.member("output", judge.price->output).end_object();
        } else {
            out.null();
        }
        write_own_scales(out, inputs, judge, tasks);
        out.end_object();
    }
    out.end_array();
}

void write_tasks(json_writer& out, const run_inputs& inputs, const std::set<std::string>& tasks) {
    out.key("tasks").begin_array();
    for (const std::string& name : tasks) {
        const judging::task& task = *inputs.tasks.find(name);
        out.begin_object().member("name", name).member("rubric", task.name);
        out.member("title", task.title).member("source", task.source);
        out.member("scale", task.scale.describe({}));
        write_scale(out, task.scale);
        out.key("tolerance").begin_object();
        out.member(task.tolerance.of == judging::tolerance::unit::points ? "points" : "share",
                   task.tolerance.amount);
        out.end_object();
        out.key("prompt_hashes").begin_object();
        for (const judging::prompt_variant& variant : task.variants)
            out.member(variant.name, judging::prompt_template_hash(variant));
        out.end_object().end_object();
    }
    out.end_array();
}

// For those who read the folder: to tell what was left out from what nobody could judge.
void write_known_tasks(json_writer& out, const run_inputs& inputs) {
    out.key("known_tasks").begin_array();
    for (const std::string_view name : inputs.tasks.names())
        out.value(name);
    out.end_array();
}

} // namespace

void write_judges_and_tasks(json_writer& out, const run_inputs& inputs,
                            const journal::stored_results& stored) {
    const std::set<std::string> tasks = judged_tasks(inputs, stored);
    write_judges(out, inputs, tasks);
    write_tasks(out, inputs, tasks);
    write_known_tasks(out, inputs);
}

} // namespace preceptron::session
