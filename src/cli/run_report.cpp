#include "cli/run_report.hpp"

#include "core/grouped.hpp"
#include "core/printable.hpp"
#include "results/text_table.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>

#include <sys/resource.h>
#include <sys/time.h>

namespace preceptron::cli {

namespace {

const auto process_started = std::chrono::steady_clock::now();

std::string count(std::uint64_t n, std::string_view one, std::string_view many) {
    return grouped(n) + " " + std::string(n == 1 ? one : many);
}

std::string percent(double share) {
    return std::to_string(static_cast<int>(share * 100 + 0.5)) + " %";
}

std::string shown_ids(const dataset::id_list& list) {
    std::string text;
    for (const std::string& id : list.first)
        text += (text.empty() ? "" : ", ") + printable(id, 40);
    return list.count > list.first.size() ? text + ", …" : text;
}

std::string doubtful_text(const journal::doubtful_calls& d) {
    std::string text = "at most " + grouped(d.calls) + " possibly billed twice";
    if (d.calls > 0 && d.usd > 0)
        text += " (" + dollars(d.usd) + (d.unpriced > 0 ? " and more)" : ")");
    return text;
}

// The last lines of a run: entries that nobody judges.
void say_unknown_tasks(const console& out, const session::planned_run& planned) {
    for (const auto& [task, entries] : planned.unknown_tasks)
        out.note(grouped(entries) + (entries == 1 ? " entry of '" : " entries of '") +
                 printable(task, 60) + "' not judged: add task_aliases");
}

void say_failures(const console& out, const session::run_watch& watch) {
    for (std::size_t i = 0; i < failure_class_names.size(); ++i) {
        const auto c = static_cast<failure_class>(i);
        const auto n = watch.summary().failed(c);
        if (n == 0)
            continue;
        std::string line = "  " + grouped(n) + " " + std::string(to_string(c));
        if (const auto& example = watch.example(c))
            line += " (" + *example + ")";
        out.note(line);
    }
}

// "preceptron run --config c.yaml --retry-failed", when there is something to do.
std::string next_step(const run_ending& e) {
    const auto& s = e.watch.summary();
    if (!e.end.stopped.empty())
        return "mend what stopped it, then go on with: " + e.command;
    if (e.end.budget_reached)
        return "with a higher budget_usd, go on with: " + e.command;
    if (s.unfinished() > 0 || e.watch.retryable() > 0)
        return "go on with: " + e.command;
    if (e.watch.final_failures() > 0)
        return "failed for good; to ask again: " + e.command + " --retry-failed";
    return {};
}

} // namespace

std::vector<std::string> dataset_warnings(const session::run_inputs& inputs,
                                          const session::planned_run& planned) {
    const dataset::dataset_report& report = inputs.data.report;
    std::vector<std::string> warnings;
    if (report.duplicates.count > 0)
        warnings.push_back(
            count(report.duplicates.count, "entry has", "entries have") +
            " the id of an earlier one and are left out: " + shown_ids(report.duplicates));
    if (report.bad_grades.count > 0)
        warnings.push_back(
            count(report.bad_grades.count, "entry has", "entries have") +
            " a grade that is no number and are not judged: " + shown_ids(report.bad_grades));
    if (report.bad_max_scores.count > 0)
        warnings.push_back(count(report.bad_max_scores.count, "entry has", "entries have") +
                           " a max_score that is no number: " + shown_ids(report.bad_max_scores));
    if (planned.off_scale.count > 0)
        warnings.push_back(
            count(planned.off_scale.count, "entry has", "entries have") +
            " a grade below or above the scores of the task, and so no judge can agree: " +
            shown_ids(planned.off_scale));
    return warnings;
}

std::optional<failure> strict_refusal(const console& out, const session::run_inputs& inputs,
                                      const session::run_options& options) {
    const auto warnings = dataset_warnings(inputs, session::make_plan(inputs, options, {}));
    for (const std::string& warning : warnings)
        out.warn(warning);
    return warnings.empty()
               ? std::nullopt
               : std::optional(fail(errc::bad_dataset, "--strict: warnings are errors"));
}

void say_before(const console& out, const session::run_inputs& inputs,
                const session::planned_run& planned, const journal::journal_contents& stored) {
    out.note(inputs.data.path.string() + ": " +
             count(inputs.data.entries.size(), "entry", "entries"));
    for (const std::string& warning : dataset_warnings(inputs, planned))
        out.warn(warning);
    if (planned.ungraded > 0)
        out.note(count(planned.ungraded, "entry", "entries") + " without a grade not judged");
    if (!stored.results.knows_nothing())
        out.note(grouped(planned.work.reused()) + " reused, " + grouped(planned.stale) +
                 " no longer match, " + grouped(stored.damaged()) + " damaged, " +
                 doubtful_text(stored.billing.total()));
}

std::string plan_text(const session::run_inputs& inputs, const session::planned_run& planned) {
    results::text_table table({"judge", "task", "planned", "reused", "failed", "to ask"}, 2);
    for (const plan_cell& cell : planned.work.cells)
        table.add({printable(inputs.judges[cell.judge].spec.name), printable(cell.task),
                   grouped(cell.planned()), grouped(cell.reused), grouped(cell.all_given_up()),
                   grouped(cell.open.size())});
    return table.text();
}

failure stale_message(const session::run_inputs& inputs, const session::planned_run& planned,
                      const journal::journal_contents& stored,
                      const std::filesystem::path& output_dir) {
    // What they have cost is the best guess at what they would cost again.
    const auto results = static_cast<double>(stored.results.size());
    const double each = results > 0 ? stored.spent_usd / results : 0;
    const std::string price =
        each > 0 ? ", about " + dollars(each * static_cast<double>(planned.stale)) : "";
    return fail(
        errc::results_mismatch,
        count(planned.stale, "stored result no longer matches", "stored results no longer match") +
            " (prompt, model_id or sampling changed in " + inputs.config.file.string() +
            "; the results are in " + output_dir.string() + ")" + price +
            (price.empty() ? ": to judge again: --rejudge" : " to judge again: --rejudge") +
            ", or --keep to use them as they are, or give the judge a new name");
}

failure nothing_to_judge(const session::run_inputs& inputs, const session::planned_run& planned) {
    std::string others;
    for (const auto& [task, entries] : planned.unknown_tasks)
        others += (others.empty() ? "" : ", ") + printable(task, 60);
    return fail(errc::bad_dataset,
                inputs.data.path.string() + ": no graded entry is of a task to judge" +
                    (others.empty() ? ""
                                    : "; there are entries of " + others +
                                          ": add task_aliases, or a task of that name"));
}

void say_after(const console& out, const run_ending& e) {
    const auto& s = e.watch.summary();
    if (e.planned.work.open() == 0) {
        out.note("nothing to ask: " + grouped(s.scored()) + " of " + grouped(s.planned()) +
                 " planned have a score; no request was made");
    } else {
        std::string line = grouped(s.scored()) + " of " + grouped(s.planned()) +
                           " planned have a score; " + count(s.requests(), "request", "requests");
        if (s.retries() > 0)
            line += ", " + count(s.retries(), "retry", "retries") + " among them";
        line += ", in " + span_text(process_use_so_far().wall_s);
        if (s.cost_usd() > 0)
            line += ", " + dollars(s.cost_usd());
        else if (!e.watch.any_price())
            line += ", cost unknown (no price)";
        out.note(line);
    }
    if (s.cached_tokens() > 0)
        out.note(percent(static_cast<double>(s.cached_tokens()) /
                         static_cast<double>(std::max<std::int64_t>(1, s.input_tokens()))) +
                 " of the input tokens came from the provider's cache");
    if (!e.end.limited_by.empty())
        out.note(
            "limited by " + e.end.limited_by + " in " + percent(e.end.limited_share) +
            " of the time" +
            (e.end.advice.empty() ? "" : "; what would help: " + printable(e.end.advice, 200)));
    if (e.doubtful.calls > 0)
        out.note(doubtful_text(e.doubtful));
    for (const std::string& sentence : e.end.stopped)
        out.say(severity::error, "stopped: " + sentence);
    for (const std::string& sentence : e.end.given_up)
        out.say(severity::error, "given up for this run: " + sentence);
    if (e.end.budget_reached)
        out.say(severity::error, "budget_usd was reached: " + dollars(e.end.spent_usd) + " of " +
                                     dollars(e.inputs.config.budget_usd.value_or(0)) +
                                     " spent over all runs of this folder");
    if (e.end.problem)
        out.say(severity::error, e.end.problem->message);
    if (s.failed() > 0) {
        out.note(grouped(s.failed()) + " without a score, see " +
                 (e.inputs.config.output_dir.value / "failures.jsonl").string() + ":");
        say_failures(out, e.watch);
    }
    for (const results::published_file& file : e.files.files)
        if (!file.replaced.empty())
            out.warn(file.path.filename().string() + ": entries had a field '" +
                     printable(file.replaced.front(), 40) + "' of their own; it is replaced");
    out.note("results: " + e.inputs.config.output_dir.value.string());
    if (const std::string next = next_step(e); !next.empty())
        out.note(next);
    say_unknown_tasks(out, e.planned);
}

results::process_use process_use_so_far() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    results::process_use use;
    use.cpu_s = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    use.wall_s =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - process_started).count();
    use.peak_rss_kb = usage.ru_maxrss;
    return use;
}

} // namespace preceptron::cli
