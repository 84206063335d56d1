#include "session/planning/changed_settings.hpp"

#include "config/effective.hpp"
#include "journal/key.hpp"
#include "journal/record_loader.hpp"
#include "results/folder_layout.hpp"
#include "session/folder/manifest_file.hpp"
#include "session/planning/adoptable_rows.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>

namespace preceptron::session {

namespace json = boost::json;

namespace {

const json::value* named(const json::value& list, std::string_view name) {
    for (const json::value& item : list.as_array())
        if (item.at("name").as_string() == json::string_view(name.data(), name.size()))
            return &item;
    return nullptr;
}

std::string origin_of(const json::value& judge) {
    return journal::url_origin(std::string(judge.at("base_url").as_string()));
}

// Whether the built-in or configured rubric of the task asks in other words than it did.
bool other_words(const json::value& before, const prepared_judge& judge, const std::string& task) {
    const json::value* const stored = named(before.at("tasks"), task);
    const judging::task& now = *judge.tasks->find(task);
    const judging::prompt_variant& variant = judge.prompt.of(now);
    if (!stored)
        return false;
    const json::value* const hash =
        stored->at("prompt_hashes").as_object().if_contains(variant.name);
    return (hash && hash->as_string() != judging::prompt_template_hash(variant)) ||
           stored->at("scale").as_string() != now.scale.describe({});
}

class comparison {
  public:
    comparison(const json::value& before, const json::value& config,
               const config::configuration& now)
        : before_(before), config_(config), now_(now) {}

    void add(const prepared_judge& judge, const std::string& task) {
        const std::string& name = judge.spec.name;
        const json::value* const was = named(before_.at("config").at("models"), name);
        const json::value* const is = named(config_.at("models"), name);
        if (!was || !is)
            return;
        const bool own_file = judge.prompt.is_from_file(*judge.tasks->find(task));
        std::vector<const char*> of_config;
        if (origin_of(*was) != origin_of(*is))
            of_config.push_back("base_url");
        for (const char* const member :
             {"prompt", "model_id", "temperature", "reasoning_effort", "extra_body"})
            if (was->at(member) != is->at(member))
                of_config.push_back(member);
        for (const char* const setting : of_config)
            note(setting, now_.file);
        if (was->at("prompt") != is->at("prompt"))
            return;
        if (own_file && of_config.empty()) // what the file said before is not known
            note("prompt", judge.prompt.file);
        else if (!own_file && other_words(before_, judge, task))
            note("prompt", now_.tasks_dir ? now_.tasks_dir->value : std::filesystem::path());
    }

    std::vector<changed_setting> all() && { return std::move(all_); }

  private:
    void note(const char* name, std::filesystem::path where) {
        changed_setting found{name, std::move(where)};
        if (std::ranges::find(all_, found) == all_.end())
            all_.push_back(std::move(found));
    }

    const json::value& before_;
    const json::value& config_;
    const config::configuration& now_;
    std::vector<changed_setting> all_;
};

std::vector<changed_setting> by_manifest(const run_inputs& inputs, const planned_run& planned) {
    const auto text = read_manifest_text(manifest_path(inputs.config.output_dir.value));
    if (!text)
        return {};
    try {
        const json::value before = json::parse(*text);
        const json::value config = json::parse(config::effective_json(inputs.config));
        comparison found(before, config, inputs.config);
        for (const plan_cell& cell : planned.work.cells)
            if (cell.stale > 0)
                found.add(inputs.judges[cell.judge], cell.task);
        return std::move(found).all();
    } catch (const std::exception&) { // damaged, or of another version
        return {};
    }
}

// Model and prompt stand in each answer's own record.
std::vector<changed_setting> by_records(const run_inputs& inputs, const planned_run& planned) {
    constexpr std::size_t enough = 1000;
    journal::record_loader loader(results::checkpoint_in(inputs.config.output_dir.value));
    bool model = false, prompt = false;
    for (std::size_t i = 0; i < std::min(enough, planned.stale_answers.size()); ++i) {
        const stale_answer& stale = planned.stale_answers[i];
        const plan_cell& cell = planned.work.cells[stale.cell];
        const prepared_judge& judge = inputs.judges[cell.judge];
        const auto answer = loader.load_result(stale.where);
        if (!answer || answer->prompt == unknown_prompt) // of another program's file
            continue;
        model |= answer->model_id != judge.spec.model_id;
        prompt |= answer->prompt != judge.prompt.name_for(*judge.tasks->find(cell.task));
    }
    std::vector<changed_setting> found;
    if (prompt)
        found.push_back({"prompt", inputs.config.file});
    if (model)
        found.push_back({"model_id", inputs.config.file});
    return found;
}

} // namespace

std::vector<changed_setting> changed_settings(const run_inputs& inputs,
                                              const planned_run& planned) {
    auto found = by_manifest(inputs, planned);
    return found.empty() ? by_records(inputs, planned) : found;
}

} // namespace preceptron::session
