#include "cli/running/run_refusal.hpp"

#include "benchmark/field_names.hpp"
#include "cli/running/plan_estimate.hpp"
#include "cli/running/renamed_tasks.hpp"
#include "cli/running/run_opening.hpp"
#include "config/missing_keys.hpp"
#include "core/grouped.hpp"
#include "core/listed.hpp"
#include "core/printable.hpp"
#include "dataset/reader.hpp"
#include "session/folder/manifest.hpp"
#include "session/planning/changed_settings.hpp"
#include "session/publishing/foreign_files.hpp"
#include "session/publishing/settled_files.hpp"

#include <algorithm>
#include <map>

namespace preceptron::cli {

namespace {

bool only_entries_changed(const session::run_inputs& inputs, const session::planned_run& planned) {
    if (planned.stale == 0)
        return false;
    const auto last = session::read_manifest(inputs.config.output_dir.value);
    return last.has_value() && session::only_entries_changed(last->questions, inputs, planned);
}

// "prompt and model_id changed in FILE"; all that it can be where nobody knows: the manifest is
// lost, say, or of a run that kept what no longer matched.
std::string what_changed(const session::run_inputs& inputs, const session::planned_run& planned) {
    if (only_entries_changed(inputs, planned))
        return "the text of all their entries changed in " + inputs.data.path.string();
    std::map<std::string, std::vector<std::string>> by_place;
    for (const session::changed_setting& changed : session::changed_settings(inputs, planned))
        by_place[changed.where.empty() ? "the rubrics of this version of preceptron"
                                       : changed.where.string()]
            .push_back(changed.name);
    if (by_place.empty())
        return "prompt, model_id, base_url, sampling, extra_body or the entries themselves have "
               "changed since";
    std::vector<std::string> parts;
    for (const auto& [place, names] : by_place)
        parts.push_back(listed(names) + " changed in " + place);
    return listed(parts);
}

// A cell of which nothing stored matches any more, among the entries that a limit leaves out
// neither, would be paid for again as a whole, if by and by: that is asked for in words.
bool a_whole_cell_is_stale(const session::run_inputs& inputs, const session::planned_run& planned,
                           const journal::stored_results& stored) {
    return std::ranges::any_of(planned.work.cells, [&](const plan_cell& cell) {
        return cell.stale > 0 && cell.reused == 0 &&
               !session::is_answered_beside(cell, inputs, stored);
    });
}

failure stale_message(const session::run_inputs& inputs, const session::planned_run& planned,
                      const journal::journal_contents& stored) {
    const auto usd = usd_to_judge_again(inputs, planned, stored.results);
    const std::string price = usd && *usd > 0 ? ", about " + dollars(*usd) : "";
    return fail(errc::results_mismatch,
                counted(planned.stale, "stored result no longer matches",
                        "stored results no longer match") +
                    " (" + what_changed(inputs, planned) + "; the results are in " +
                    inputs.config.output_dir.value.string() + ")" + price +
                    (price.empty() ? ": to judge again: --rejudge" : " to judge again: --rejudge") +
                    ", or --keep to use them as they are, or give the judge a new name");
}

// Tasks of graded entries that could be judged, and were not asked for.
std::string tasks_left_out(const session::run_inputs& inputs) {
    std::vector<std::string> names;
    for (const entry& e : inputs.data.entries)
        if (e.grade && !inputs.wants_task(e.task) && inputs.tasks.find(e.task) &&
            std::ranges::find(names, e.task) == names.end())
            names.emplace_back(e.task);
    for (std::string& name : names)
        name = printable(name, 60);
    return listed(names);
}

// Where no entry has a grade it may be called otherwise.
std::string fields_of_first(const session::run_inputs& inputs,
                            const session::planned_run& planned) {
    if (planned.ungraded < inputs.data.entries.size())
        return {};
    record_buffer buffer;
    return ": the first one's fields are " +
           field_names(inputs.data.entries.front().record.read(buffer));
}

failure nothing_to_judge(const session::run_inputs& inputs, const session::planned_run& planned) {
    std::string others;
    for (const auto& [task, entries] : planned.unknown_tasks)
        if (!task.empty())
            others += (others.empty() ? "" : ", ") + printable(task, 60);
    std::string why;
    if (const auto& bad = inputs.data.report.bad_grades; bad.count > 0)
        why += "; " +
               counted(bad.count, "entry has a grade that is no number",
                       "entries have a grade that is no number") +
               " (a text, say): write grades as JSON numbers";
    if (planned.ungraded > 0)
        why += "; " + counted(planned.ungraded, "entry has", "entries have") + " no grade" +
               fields_of_first(inputs, planned);
    if (const auto none = planned.unknown_tasks.find(""); none != planned.unknown_tasks.end())
        why += "; " + counted(none->second, "entry has", "entries have") +
               " no benchmark, which names the task";
    if (const std::string left = tasks_left_out(inputs); !left.empty())
        why += "; it has entries of " + left + ", which 'tasks' or --tasks leaves out";
    if (!others.empty())
        why += "; there are entries of " + others + ": add task_aliases, or a task of that name";
    return fail(errc::bad_dataset,
                inputs.data.path.string() + ": no graded entry is of a task to judge" + why);
}

failure others_entries(const session::run_inputs& inputs) {
    return fail(errc::bad_dataset,
                inputs.config.output_dir.value.string() +
                    " holds results of other entries: none of its ids is in " +
                    inputs.data.path.string() +
                    "; give another --output-dir, or the dataset it was made from");
}

std::optional<failure> unreadable_file(const std::filesystem::path& path,
                                       std::string_view or_else) {
    const auto rows = dataset::read_dataset(path, {.digest = false});
    if (rows)
        return {};
    return fail(errc::cannot_create, rows.error().message +
                                         ". No run has written this file to this folder, --adopt " +
                                         "cannot read it, and " + std::string(or_else) +
                                         ": move it away, or give another --output-dir");
}

failure foreign_file(const std::filesystem::path& path) {
    if (const auto unreadable = unreadable_file(path, "it would be replaced"))
        return *unreadable;
    if (session::has_scores(path) != true)
        return fail(errc::cannot_create,
                    path.string() +
                        " is there, though no run has written it to this folder, and would be "
                        "replaced: move it away, or run --adopt, which copies such "
                        "files aside; or give another --output-dir");
    return fail(errc::cannot_create,
                path.string() +
                    " holds scores this folder's journal does not have, and would be replaced: "
                    "run --adopt copies such files aside and counts their scores as done; or "
                    "give another --output-dir");
}

failure file_of_another_program(const std::filesystem::path& path) {
    if (const auto unreadable = unreadable_file(path, "its scores would be paid for again"))
        return *unreadable;
    return fail(errc::cannot_create,
                path.string() +
                    " holds scores that no run of preceptron has written to this folder: "
                    "run --adopt copies such files aside and counts the scores of configured "
                    "judges as done; or move it away, or give another --output-dir");
}

// Otherwise the run warns of it, and writes it anew.
std::optional<failure> damaged_manifest(const session::run_inputs& inputs) {
    const auto last = session::read_manifest(inputs.config.output_dir.value);
    if (last || last.error().code != errc::bad_journal)
        return {};
    return fail(errc::bad_journal,
                last.error().message +
                    "; a run without --strict sets it aside, and writes it anew");
}

} // namespace

failure warnings_are_errors(errc code) {
    return fail(code, "--strict: warnings are errors");
}

std::optional<failure> dataset_refusal(const console& out, const session::run_inputs& inputs,
                                       const session::run_options& options) {
    if (inputs.data.entries.empty())
        return fail(errc::bad_dataset, inputs.data.path.string() + ": there is no entry in it");
    if (!options.strict)
        return {};
    const auto warnings = dataset_warnings(inputs, session::make_plan(inputs, options, {}));
    for (const std::string& warning : warnings)
        out.warn(warning);
    return warnings.empty() ? std::nullopt : std::optional(warnings_are_errors(errc::bad_dataset));
}

std::optional<failure> refusal(const session::run_inputs& inputs,
                               const session::run_options& options,
                               const session::planned_run& planned,
                               const journal::journal_contents& stored) {
    if (planned.work.cells.empty())
        return nothing_to_judge(inputs, planned);
    if (planned.dataset_has_nothing_stored)
        return others_entries(inputs);
    if (planned.stale > 0 && options.stale == session::stale_results::refuse &&
        !asks_changed_entries_again(inputs, planned, stored.results))
        return stale_message(inputs, planned, stored);
    if (options.stale != session::stale_results::rejudge)
        if (auto renamed = renamed_tasks_refusal(inputs, planned))
            return renamed;
    if (options.strict)
        if (auto damaged = damaged_manifest(inputs))
            return damaged;
    if (options.adopt && options.dry_run) // the files are not taken in yet
        return {};
    const auto cells = session::cells_of(inputs, planned.work);
    const auto unbacked = session::find_unsettled_files(inputs, cells, stored);
    const auto foreign =
        std::ranges::find(unbacked, false, &session::unbacked_file::of_damaged_records);
    if (foreign != unbacked.end())
        return foreign_file(foreign->path);
    if (const auto others = session::find_foreign_files(inputs, cells, stored); !others.empty())
        return file_of_another_program(others.front().path);
    return {};
}

bool asks_changed_entries_again(const session::run_inputs& inputs,
                                const session::planned_run& planned,
                                const journal::stored_results& stored) {
    return only_entries_changed(inputs, planned) && !a_whole_cell_is_stale(inputs, planned, stored);
}

std::vector<config::problem> missing_keys(const session::run_inputs& inputs,
                                          const session::planned_run& planned) {
    return config::missing_keys(inputs.config, inputs.keys, [&](const judge_spec& judge) {
        return std::ranges::any_of(planned.work.cells, [&](const plan_cell& c) {
            return inputs.judges[c.judge].spec.name == judge.name && !c.open.empty();
        });
    });
}

} // namespace preceptron::cli
