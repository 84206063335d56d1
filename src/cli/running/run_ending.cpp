#include "cli/running/run_ending.hpp"

#include "benchmark/spending.hpp"
#include "cli/console/doubtful_text.hpp"
#include "cli/exit_status.hpp"
#include "cli/running/process_use.hpp"
#include "cli/running/run_opening.hpp"
#include "cli/running/unbacked_results.hpp"
#include "core/grouped.hpp"
#include "core/printable.hpp"
#include "results/folder_layout.hpp"

#include <algorithm>

namespace preceptron::cli {

namespace {

std::string percent(double share) {
    return std::to_string(static_cast<int>(share * 100 + 0.5)) + " %";
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

// What is stopped or given up is told with its reason elsewhere.
void say_silent_judges(const console& out, const run_ending& e) {
    if (!e.end.stopped.empty() || !e.end.given_up.empty())
        return;
    for (const session::run_watch::silent_judge& judge : e.watch.silent_judges())
        out.warn("no answer at all from " + printable(judge.name) + ": " +
                 counted(judge.calls, "call", "calls") + " failed, the last with " + judge.last);
}

// ", $0.42", with what it leaves out.
std::string cost_text(const run_ending& e) {
    const auto& s = e.watch.summary();
    const std::uint64_t unpriced = s.unpriced_answers();
    std::string text = s.cost_usd() > 0 ? ", " + dollars(s.cost_usd()) : "";
    if (unpriced == 0)
        return text;
    if (text.empty())
        return e.watch.any_price() ? ", cost unknown" : ", cost unknown (no price)";
    return text + " and " + counted(unpriced, "answer", "answers") + " of unknown cost";
}

// Whether the budget is not that of the configuration as it was read.
bool is_of_tune(const run_ending& e) {
    return e.end.budget_usd != e.inputs.config.budget_usd;
}

// A call is let go when its worst case fits.
std::string_view less_set_aside(const run_ending& e) {
    const bool any_unbounded = std::ranges::any_of(e.inputs.judges, [](const auto& judge) {
        return judge.selected && !judge.spec.max_output_tokens;
    });
    return any_unbounded ? ", or with max_output_tokens, so that less is set aside for a call" : "";
}

// "preceptron run --config c.yaml --retry-failed", when there is something to do.
std::string next_step(const run_ending& e) {
    const auto& s = e.watch.summary();
    if (e.end.misplaced) // what is wrong with the journal has been said, and what to do first
        return {};
    const auto lacking = s.failed(failure_class::missing_context);
    const auto refused = e.watch.final_failures() - std::min(lacking, e.watch.final_failures());
    if (!e.end.stopped.empty())
        return "mend what stopped it, then go on with: " + e.command + e.retrying +
               (refused > 0 && e.retrying.empty() ? " (and --retry-failed, to ask again the " +
                                                        grouped(refused) + " that failed for good)"
                                                  : "");
    if (e.end.budget_reached && is_of_tune(e))
        return "the next run goes by budget_usd in " + e.inputs.config.file.string() +
               ", not by what tune set, and without a budget where none is there; go on with: " +
               e.command + e.retrying;
    if (e.end.budget_reached)
        return "with a higher budget_usd" + std::string(less_set_aside(e)) +
               ", go on with: " + e.command + e.retrying;
    if (s.unfinished() > 0 || e.watch.retryable() > 0)
        return "go on with: " + e.command + e.retrying;
    if (refused > 0)
        return "failed for good; to ask again: " + e.command + " --retry-failed";
    if (lacking > 0)
        return "nothing else is left to ask: complete these entries in the dataset (" +
               e.inputs.data.path.string() + "), then: " + e.command;
    return {};
}

// Whatever goes wrong while a run ends is a matter of input and output, unless it is the dataset.
exit_status status_of(const failure& problem) {
    return problem.code == errc::bad_dataset ? exit_status::bad_data : exit_status::io_error;
}

// "2,950 of 2,950 planned have a score", or where they are not to be found.
std::string scored_text(const run_ending& e) {
    const auto& s = e.watch.summary();
    const std::string count = grouped(s.scored()) + " of " + grouped(s.planned()) + " planned ";
    if (e.end.misplaced)
        return count + "were given a score, but not all are in the output folder";
    if (e.files.missing > 0)
        return count + "were given a score, " + grouped(e.files.missing) +
               " of them in no result file";
    return count + "have a score";
}

void say_unwritten(const console& out, const session::published& files) {
    constexpr std::size_t most = 10;
    for (std::size_t i = 0; i < std::min(most, files.unwritten.size()); ++i)
        out.say(severity::error, files.unwritten[i].message);
    if (files.unwritten.size() > most)
        out.say(severity::error,
                "and " + counted(files.unwritten.size() - most, "more file", "more files") +
                    " could not be written");
}

} // namespace

void say_after(const console& out, const run_ending& e) {
    const auto& s = e.watch.summary();
    if (e.planned.work.open() == 0) {
        out.note("nothing to ask: " + scored_text(e) + "; no request was made");
    } else {
        std::string line = scored_text(e) + "; " + counted(s.requests(), "request", "requests");
        if (s.retries() > 0)
            line += ", " + counted(s.retries(), "retry", "retries") + " among them";
        line += ", in " + span_text(process_use_so_far().wall_s);
        line += cost_text(e);
        out.note(line);
    }
    if (s.cached_tokens() > 0)
        out.note(percent(static_cast<double>(s.cached_tokens()) /
                         static_cast<double>(std::max<std::int64_t>(1, s.input_tokens()))) +
                 " of the input tokens came from the provider's cache");
    if (const auto& limit = e.end.limited_by; limit.factor != pacing::limiting_factor::nothing)
        out.note(
            runner::limit_text(limit.factor) + " in " + percent(limit.share) + " of the time" +
            (limit.advice.empty() ||
                     limit.factor == pacing::limiting_factor::held // there is none to let go on
                 ? ""
                 : "; what would help: " + printable(limit.advice, 200)));
    if (e.files.doubtful.calls > 0)
        out.note(doubtful_text(e.files.doubtful));
    for (const std::string& sentence : e.end.stopped)
        out.say(severity::error, "stopped: " + sentence);
    for (const std::string& sentence : e.end.given_up)
        out.say(severity::error, "given up for this run: " + sentence);
    if (e.end.budget_reached)
        out.say(severity::error,
                std::string(is_of_tune(e) ? "the budget that tune set" : "budget_usd") +
                    " was reached: " + spent_of_text(e.end.spent, e.end.budget_usd.value_or(0)) +
                    " over all runs of this folder");
    if (e.end.problem)
        out.say(severity::error, e.end.problem->message);
    say_unwritten(out, e.files);
    for (const auto& copy : e.files.kept)
        out.warn(kept_copy_text(copy));
    if (s.failed() > 0) {
        out.note(grouped(s.failed()) + " without a score, see " +
                 results::failures_in(e.inputs.config.output_dir.value).string() + ":");
        say_failures(out, e.watch);
    }
    say_silent_judges(out, e);
    if (!e.end.misplaced)
        out.note("results: " + e.inputs.config.output_dir.value.string());
}

void say_last(const console& out, const run_ending& e) {
    if (const std::string next = next_step(e); !next.empty())
        out.note(next);
    say_unknown_tasks(out, e.planned, e.inputs.tasks);
}

int status_of(const session::run_watch& watch, const session::session_end& end,
              const session::published& files, bool accept_failures) {
    using enum exit_status;
    const bool goes_on = watch.summary().unfinished() > 0 || watch.retryable() > 0;
    return most_telling(
        end.signal, {end.problem ? status_of(*end.problem) : success,
                     files.unwritten.empty() ? success : io_error,
                     end.stopped.empty() ? success : provider_stopped,
                     end.budget_reached ? budget_reached : success, goes_on ? unfinished : success,
                     watch.final_failures() > 0 && !accept_failures ? some_failed : success});
}

} // namespace preceptron::cli
