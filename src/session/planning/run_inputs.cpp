#include "session/planning/run_inputs.hpp"

#include "config/missing_keys.hpp"
#include "config/provider_names.hpp"
#include "config/result_file_clash.hpp"
#include "core/nearest.hpp"
#include "core/printable.hpp"
#include "dataset/reader.hpp"
#include "judging/task_file.hpp"
#include "pacing/price_table.hpp"
#include "session/planning/config_doubts.hpp"
#include "session/planning/configured_tasks.hpp"
#include "session/planning/dataset_conflicts.hpp"
#include "session/publishing/unusable_files.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace preceptron::session {

namespace fs = std::filesystem;

namespace {

// Builds the inputs piece by piece; what is wrong is collected, never thrown. With `faults`, those
// of settings that could be read in part, it is only looked for what else is wrong.
class preparation {
  public:
    preparation(config::settings settings, const run_options& options,
                std::vector<config::problem> faults = {})
        : options_(options), faulty_(!faults.empty()) {
        if (faulty_)
            doubts_ = doubts_of(faults, settings.config);
        out_.problems = std::move(faults);
        out_.value.reset(new run_inputs{.config = std::move(settings.config),
                                        .keys = std::move(settings.available_keys),
                                        .tasks = judging::task_set::built_in(),
                                        .own_tasks = {},
                                        .data = {},
                                        .judges = {},
                                        .task_names = {},
                                        .prices_as_of = {}});
        in().task_names = options.tasks;
        if (options.tasks.empty())
            for (const auto& task : in().config.tasks)
                in().task_names.push_back(task.value);
        if (options.output_dir)
            in().config.output_dir.value = absolute(*options.output_dir);
        if (options.dataset)
            in().config.dataset_path = {absolute(*options.dataset), {}};
    }

    void prepare(std::string_view price_list) {
        add(unusable_files(in().config));
        if (!doubts_.tasks)
            add(add_configured_tasks(in().tasks, in().config, doubts_, options_.tasks));
        if (const auto prices = pacing::price_table::parse(price_list)) {
            in().prices_as_of = prices->as_of();
            prepare_judges(*prices);
            check_budget();
        } else {
            complain(prices.error().code, prices.error().message);
        }
        if (!in().config.dataset_path.value.empty())
            read_dataset();
    }

    // Beside other mistakes alone: a run that has nothing to ask needs no key.
    void look_for_keys() {
        if (out_.problems.empty() || doubts_.keys || (options_.dry_run && !options_.checks_keys))
            return;
        const auto wanted = [this](const judge_spec& judge) {
            return is_selected(judge) && config::find_provider(judge.provider);
        };
        add(config::missing_keys(in().config, in().keys, wanted));
    }

    run_inputs& in() noexcept { return *out_.value; }

    // Problems of config.yaml stand in its order, those of other files and of the command line
    // behind them.
    loaded_inputs finish() {
        const auto others = std::ranges::stable_partition(
            out_.problems, [this](const auto& p) { return p.file == in().config.file; });
        std::ranges::stable_sort(out_.problems.begin(), others.begin(), {},
                                 &config::problem::where);
        if (!out_.problems.empty())
            out_.value.reset();
        return std::move(out_);
    }

  private:
    void prepare_judges(const pacing::price_table& prices) {
        for (const config::configured_judge& judge : in().config.judges)
            in().judges.push_back(prepare_judge(judge, prices));
        if (doubts_.judges)
            return;
        std::vector<std::string_view> names;
        for (const prepared_judge& judge : in().judges)
            names.push_back(judge.spec.name);
        for (const std::string& wanted : options_.judges)
            if (std::ranges::find(names, wanted) == names.end())
                complain(errc::usage, "--models: no judge is named '" + printable(wanted, 60) +
                                          "'" + did_you_mean_of(wanted, names));
    }

    // What nobody knows the price of cannot be kept within a budget.
    void check_budget() {
        if (!in().config.budget_usd || doubts_.prices)
            return;
        for (std::size_t i = 0; i < in().judges.size(); ++i)
            if (const prepared_judge& judge = in().judges[i];
                judge.selected && !judge.price && !judge.spec.model_id.empty() &&
                config::find_provider(judge.spec.provider))
                add(in().config.judges[i].model_id,
                    "budget_usd needs the price of '" + printable(judge.spec.model_id, 60) +
                        "', which is not listed: add price: {input: .., output: ..}, in USD per "
                        "million tokens");
    }

    void read_dataset() {
        const auto& path = in().config.dataset_path;
        if (auto passing = passing_dataset(in().config); passing && !options_.dry_run) {
            add({std::move(*passing)});
            return;
        }
        auto read = dataset::read_dataset(
            path.value, {.digest = !options_.dry_run && !faulty_, .empty_ids = false});
        if (!read) {
            add(path.where, dataset_named(in().config) + read.error().message, read.error().code);
            return;
        }
        in().data = std::move(*read);
        if (doubts_.judges || doubts_.tasks)
            return;
        std::set<std::string> tasks;
        for (const entry& e : in().data.entries)
            if (e.grade && in().wants_task(e.task))
                tasks.emplace(e.task);
        const std::vector<std::string> judged(tasks.begin(), tasks.end());
        add(config::result_file_clashes(in().config, judged));
        add(long_file_names(in(), judged));
        add(overwritten_dataset(in().config, judged));
        std::ranges::move(unknown_relatives(in()), std::back_inserter(out_.warnings));
    }

    void add(config::position where, std::string what, errc code = errc::bad_configuration) {
        out_.problems.push_back({in().config.file, where, std::move(what), code});
    }
    void add(std::vector<config::problem> found) {
        std::ranges::move(found, std::back_inserter(out_.problems));
    }
    void complain(errc code, std::string what) {
        out_.problems.push_back({{}, {}, std::move(what), code});
    }

    bool is_selected(const judge_spec& judge) const {
        return options_.judges.empty() ||
               std::ranges::find(options_.judges, judge.name) != options_.judges.end();
    }

    static fs::path absolute(const fs::path& path) {
        return fs::absolute(path).lexically_normal();
    }

    prepared_judge prepare_judge(const config::configured_judge& judge,
                                 const pacing::price_table& prices) {
        prepared_judge ready{.spec = judge.spec,
                             .tasks = &in().tasks,
                             .prompt = {.variant = judge.spec.prompt},
                             .selected = is_selected(judge.spec),
                             .price = judge.spec.price,
                             .limits = judge.limits};
        ready.spec.line = judge.model_id.line;
        if (!ready.price)
            ready.price = prices.find(judge.spec.provider, judge.spec.model_id);
        if (fs::path(judge.spec.prompt).is_absolute()) {
            auto task = judging::read_task_file(judge.spec.prompt);
            if (!task) {
                add(judge.prompt, "prompt: " + task.error().message, task.error().code);
                return ready;
            }
            if (!in().tasks.find(task->name) && !doubts_.tasks) {
                add(judge.prompt, "prompt: " + printable(judge.spec.prompt) +
                                      " is for a task that is not known, '" +
                                      printable(task->name, 60) + "'" +
                                      did_you_mean_of(task->name, in().tasks.names()));
                return ready;
            }
            ready.prompt = {.file = judge.spec.prompt, .task_of_file = task->name};
            in().own_tasks.push_back(in().tasks);
            in().own_tasks.back().put(std::move(*task));
            ready.tasks = &in().own_tasks.back();
        }
        return ready;
    }

    const run_options& options_;
    const bool faulty_;
    config_doubts doubts_;
    loaded_inputs out_;
};

} // namespace

bool run_inputs::wants_task(std::string_view benchmark) const noexcept {
    if (!tasks.find(benchmark))
        return false;
    return task_names.empty() || std::ranges::find(task_names, benchmark) != task_names.end();
}

loaded_inputs prepare_inputs(config::settings settings, const run_options& options,
                             std::string_view price_list) {
    preparation work(std::move(settings), options);
    work.prepare(price_list);
    return work.finish();
}

loaded_inputs load_inputs(const run_options& options, const config::environment& env,
                          std::string_view price_list) {
    auto settings = config::load_settings(
        options.config, options.keys, env,
        {.dataset = options.dataset.has_value(), .output_dir = options.output_dir.has_value()});
    loaded_inputs out;
    if (auto& read = settings.value ? settings.value : settings.faulty) {
        preparation work(std::move(*read), options, std::move(settings.problems));
        work.prepare(price_list);
        work.look_for_keys();
        out = work.finish();
    } else {
        out.problems = std::move(settings.problems);
        for (config::problem& p : out.problems)
            if (p.code == errc::no_such_input &&
                p.file == fs::absolute(options.config).lexically_normal())
                p.message += ": --config names another, and 'preceptron demo' needs none";
    }
    out.warnings.insert(out.warnings.begin(), settings.warnings.begin(), settings.warnings.end());
    return out;
}

} // namespace preceptron::session
