#include "cli/running/run_opening.hpp"

#include "benchmark/result_fields.hpp"
#include "cli/console/doubtful_text.hpp"
#include "cli/console/presentation.hpp"
#include "cli/running/run_refusal.hpp"
#include "core/grouped.hpp"
#include "core/listed.hpp"
#include "core/nearest.hpp"
#include "core/printable.hpp"
#include "judging/named_scale.hpp"
#include "pacing/call_cost.hpp"
#include "provider/request_bounds.hpp"
#include "results/text_table.hpp"

#include <set>
#include <utility>

namespace preceptron::cli {

std::string shown_ids(const dataset::id_list& list) {
    std::string text;
    for (const std::string& id : list.first)
        text += (text.empty() ? "" : ", ") + printable(id, 40);
    return list.count > list.first.size() ? text + ", …" : text;
}

void say_unknown_tasks(const console& out, const session::planned_run& planned,
                       const judging::task_set& known) {
    if (planned.tasks_chosen)
        return;
    for (const auto& [task, entries] : planned.unknown_tasks)
        if (const auto near = nearest(task, known.names()); near && !task.empty())
            out.note("benchmark '" + printable(task, 60) + "': did you mean '" + printable(*near) +
                     "'?");
    // Last: scripts look for it at the end.
    for (const auto& [task, entries] : planned.unknown_tasks)
        if (task.empty())
            out.note(counted(entries, "entry", "entries") +
                     " without benchmark not judged: it names an entry's task");
        else
            out.note(counted(entries, "entry of '", "entries of '") + printable(task, 60) +
                     "' not judged: add task_aliases");
}

namespace {

// "2 entries have a field 'judge' of their own; in result files it is replaced: e1, e2"
std::string replaced_text(const session::planned_run& planned) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < result_fields.size(); ++i)
        if ((planned.replaced_fields >> i & 1) != 0)
            names.push_back("'" + std::string(result_fields[i]) + "'");
    const dataset::id_list& ids = planned.with_result_fields;
    return counted(ids.count, "entry has", "entries have") +
           (names.size() == 1 ? " a field " : " fields ") + listed(names) +
           (ids.count == 1 ? " of its own" : " of their own") + "; in result files " +
           (names.size() == 1 ? "it is" : "they are") + " replaced: " + shown_ids(ids);
}

} // namespace

std::vector<std::string> dataset_warnings(const session::run_inputs& inputs,
                                          const session::planned_run& planned) {
    const dataset::dataset_report& report = inputs.data.report;
    std::vector<std::string> warnings;
    if (report.duplicates.count > 0)
        warnings.push_back(counted(report.duplicates.count,
                                   "entry has the id of an earlier one and is left out",
                                   "entries have the id of an earlier one and are left out") +
                           ": " + shown_ids(report.duplicates));
    if (report.bad_grades.count > 0)
        warnings.push_back(counted(report.bad_grades.count,
                                   "entry has a grade that is no number and is not judged",
                                   "entries have a grade that is no number and are not judged") +
                           ": " + shown_ids(report.bad_grades));
    if (report.bad_max_scores.count > 0)
        warnings.push_back(counted(report.bad_max_scores.count, "entry has", "entries have") +
                           " a max_score that is no number: " + shown_ids(report.bad_max_scores));
    if (planned.without_scale.count > 0)
        warnings.push_back(counted(planned.without_scale.count,
                                   "entry has a max_score that is not above the task's lowest "
                                   "score and is not sent",
                                   "entries have a max_score that is not above the task's lowest "
                                   "score and are not sent") +
                           ": " + shown_ids(planned.without_scale));
    if (planned.off_scale.count > 0)
        warnings.push_back(
            counted(planned.off_scale.count, "entry has", "entries have") +
            " a grade below or above the scores of the task, and so no judge can agree: " +
            shown_ids(planned.off_scale));
    if (planned.with_result_fields.count > 0)
        warnings.push_back(replaced_text(planned));
    return warnings;
}

namespace {

bool has_a_cap(const judge_spec& judge) {
    return provider::most_output_tokens(judge, 1) == provider::most_output_tokens(judge, 2);
}

// What a budget cannot promise.
void say_uncapped(const console& out, const session::run_inputs& inputs,
                  const session::planned_run& planned) {
    if (!inputs.config.budget_usd)
        return;
    std::set<std::string> names;
    for (const plan_cell& cell : planned.work.cells)
        if (const judge_spec& judge = inputs.judges[cell.judge].spec;
            !cell.open.empty() && !has_a_cap(judge))
            names.insert(printable(judge.name, 40));
    std::string all;
    for (const std::string& name : names)
        all += (all.empty() ? "" : ", ") + name;
    if (!names.empty())
        out.note("without max_output_tokens an answer is taken to have " +
                 grouped(static_cast<std::uint64_t>(pacing::longest_usual_answer)) +
                 " tokens at most: longer ones may pass the budget (" + all + ")");
}

// Once for each prompt, as long as something is to be asked with it.
void say_unnamed_scales(const console& out, const session::run_inputs& inputs,
                        const session::planned_run& planned) {
    std::set<std::string> said;
    for (const plan_cell& cell : planned.work.cells) {
        const judging::task* const task =
            cell.open.empty() ? nullptr : inputs.tasks.find(cell.task);
        if (!task)
            continue;
        const judging::prompt_choice& choice = inputs.judges[cell.judge].prompt;
        const auto ends = judging::unnamed_ends(*task, choice.of(*task));
        const std::string prompt = "task '" + printable(task->name, 60) + "', prompt '" +
                                   printable(choice.name_for(*task), 80) + "'";
        if (!ends.empty() && said.insert(prompt).second)
            out.warn(prompt + ": its text never names " + joined(ends, " or ") +
                     ", but the scale that scores are read by is " + task->scale.describe({}) +
                     ": does it tell the judge this scale? {{scale}} stands for it");
    }
}

} // namespace

void say_before(const console& out, const session::run_inputs& inputs,
                const session::run_options& options, const session::planned_run& planned,
                const journal::journal_contents& stored, bool at_work) {
    out.note(inputs.data.path.string() + ": " +
             counted(inputs.data.entries.size(), "entry", "entries"));
    for (const std::string& warning : dataset_warnings(inputs, planned))
        out.warn(warning);
    if (planned.ungraded > 0)
        out.note(counted(planned.ungraded, "entry", "entries") + " without a grade not judged");
    if (!stored.results.knows_nothing())
        out.note(grouped(planned.work.reused()) + " reused, " + grouped(planned.stale) +
                 " no longer match, " + grouped(stored.damaged()) + " damaged, " +
                 (stored.missing() > 0 ? grouped(stored.missing()) + " missing, " : "") +
                 doubtful_text(at_work ? stored.billing.lost() : stored.billing.total()));
    say_unnamed_scales(out, inputs, planned);
    say_uncapped(out, inputs, planned);
    if (planned.beside.left_out.all() > 0)
        out.note(results::left_out_text(planned.beside.left_out));
    if (planned.changed_beside > 0)
        out.warn(counted(planned.changed_beside, "result", "results") +
                 " beside what this run asks " + (planned.changed_beside == 1 ? "is" : "are") +
                 " of entries that have changed in the dataset since: left out until a run "
                 "without --models, --tasks or --limit judges them again");
    if (options.stale == session::stale_results::refuse &&
        asks_changed_entries_again(inputs, planned, stored.results))
        out.note(counted(planned.stale, "result is", "results are") +
                 " of entries that have changed in the dataset since, which are judged again");
}

std::string plan_text(const session::run_inputs& inputs, const session::planned_run& planned) {
    results::text_table table({"judge", "task", "planned", "reused", "failed", "to ask"}, 2);
    for (const plan_cell& cell : planned.work.cells)
        table.add({printable(inputs.judges[cell.judge].spec.name), printable(cell.task),
                   grouped(cell.planned()), grouped(cell.reused), grouped(cell.all_given_up()),
                   grouped(cell.open.size())});
    return std::move(table).text_within(stdout_columns());
}

} // namespace preceptron::cli
