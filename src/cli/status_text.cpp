#include "cli/status_text.hpp"

#include "benchmark/spending.hpp"
#include "cli/console/doubtful_text.hpp"
#include "core/grouped.hpp"
#include "core/printable.hpp"
#include "core/shell_word.hpp"
#include "results/text_table.hpp"

#include <algorithm>
#include <utility>

namespace preceptron::cli {

namespace {

using session::folder_status;

std::string who_is_at_work(const folder_status& s) {
    if (!s.live)
        return s.folder.string() + ": no run is at work\n";
    return s.folder.string() + ": a run is at work (process " + std::to_string(s.live->pid) +
           (s.live->host.empty() ? "" : " on " + printable(s.live->host, 60)) + ")\n";
}

std::string cell_table(const folder_status& s, std::size_t columns) {
    results::text_table table({"judge", "task", "planned", "scored", "failed", "to ask"}, 2);
    for (const session::cell_status& cell : s.cells)
        table.add({printable(cell.judge), printable(cell.task),
                   cell.planned > 0 ? grouped(cell.planned) : "-", grouped(cell.scored),
                   grouped(cell.failed_for_good()), grouped(cell.to_ask())});
    return std::move(table).text_within(columns);
}

// A run does not say where it is; whoever reads it there can have a command to paste.
std::string advice_for(const folder_status& s, std::string advice) {
    constexpr std::string_view unnamed = "tune DIR";
    if (const auto at = advice.find(unnamed); at != advice.npos)
        advice.replace(at, unnamed.size(), "tune " + shell_word(s.folder.string()));
    return advice;
}

// Calls that take longer than a minute, and what would help.
std::string lane_lines(const folder_status& s) {
    std::string text;
    if (!s.live)
        return text;
    for (const runner::lane_progress& lane : s.live->progress.lanes) {
        if (const std::string limit = runner::limit_text(lane.limited_by);
            !limit.empty() && !lane.advice.empty())
            text += printable(lane.name) + " is " + limit +
                    "; what would help: " + printable(advice_for(s, lane.advice), 400) + "\n";
        for (const runner::old_call& call : lane.oldest)
            text += "  out for " + span_text(call.age_s) + ": " + printable(call.judge) +
                    ", entry " + printable(call.entry, 60) + ", " + printable(call.state, 80) +
                    "\n";
    }
    return text.empty() ? text : "\n" + text;
}

// Those of the column "failed", or what is known of those "to ask".
std::string failure_lines(const folder_status& s, bool asked_again) {
    std::string text;
    for (const session::class_status& c : s.failures)
        if (c.asked_again == asked_again)
            text.append("  ")
                .append(grouped(c.trials))
                .append(" ")
                .append(to_string(c.kind))
                .append(c.example.empty() ? "" : ", such as " + c.example)
                .append("\n");
    if (text.empty())
        return text;
    return (asked_again ? "without a score yet, and still to ask:\n" : "failed for good:\n") + text;
}

// A run that lives has its own count of what is done. When it is over, all that the next one asks
// is still to come.
runner::progress_snapshot shown_progress(const folder_status& s) {
    runner::progress_snapshot p = s.progress();
    if (!s.live)
        p.put_off = p.retryable;
    return p;
}

std::string money(const folder_status& s) {
    std::string text;
    if (s.spent.most() > 0 || s.spent.unpriced > 0)
        text += "spent over all runs: " + spending_text(s.spent) + "\n";
    const auto& budget = s.made_with.budget_usd;
    if (budget && !s.live) // else `tune` may have changed it
        text += "left of the last run's budget_usd: " +
                dollars(std::max(0.0, *budget - s.spent.most())) + " of " + dollars(*budget) + "\n";
    if (s.doubtful.calls > 0)
        text += doubtful_text(s.doubtful) + "\n";
    return text;
}

// By what is left of it for another call. A run that was told of another budget (`tune`) says
// nothing of the next one's.
bool budget_is_reached(const folder_status& s) {
    const bool some_wait = std::ranges::find(s.failures, failure_class::budget,
                                             &session::class_status::kind) != s.failures.end();
    if (!s.made_with.budget_usd)
        return false;
    if (s.dearest_call_usd == 0) // no call has ever left
        return some_wait;
    return *s.made_with.budget_usd - s.spent.most() < s.dearest_call_usd;
}

std::string how_to_go_on(const session::folder_status& s) {
    const session::manifest& last = s.made_with;
    const std::string begin =
        std::string(budget_is_reached(s) ? "with a higher budget_usd, " : "") + "to go on";
    if (last.command.empty())
        return begin + ": preceptron run --config " + shell_word(last.config_file.string()) + "\n";
    std::error_code unknown;
    const bool elsewhere = last.working_directory != std::filesystem::current_path(unknown);
    const std::string command =
        (elsewhere ? ", in " + printable(last.working_directory.string(), 4000) : "") + ": " +
        printable(last.command, 8000) + "\n";
    const auto beside = s.to_ask() - std::min(s.to_ask(), s.last_asks());
    const std::string of_earlier =
        grouped(beside) + " to ask are of earlier runs: for these, leave out --tasks, --models or "
                          "--limit\n";
    return (beside > 0 ? of_earlier : "") + begin + command;
}

std::string next_step(const folder_status& s) {
    if (s.live)
        return "";
    if (!s.refusal.empty())
        return "no run goes on from here: " + s.refusal + "\n";
    if (s.to_ask() > 0)
        return how_to_go_on(s);
    return s.failed() > 0 ? "all settled; failures.jsonl tells what failed\n"
                          : "every planned entry has a score\n";
}

std::string journal_lines(const folder_status& s) {
    if (s.damaged == 0 && s.missing == 0)
        return {};
    std::string text = s.damaged > 0 ? counted(s.damaged, "damaged line", "damaged lines") : "";
    if (s.missing > 0)
        text +=
            (text.empty() ? "" : " and ") + counted(s.missing, "missing result", "missing results");
    return text + " in the journal: preceptron verify " + shell_word(s.folder.string()) + "\n";
}

} // namespace

std::string status_text(const folder_status& s, const runner::terminal_look& look,
                        std::size_t columns) {
    std::string text = who_is_at_work(s);
    for (const std::string& line : runner::progress_block(shown_progress(s), look, columns, 1000))
        text += line + "\n";
    text.append(lane_lines(s)).append("\n").append(cell_table(s, columns)).append("\n");
    text.append(failure_lines(s, false)).append(failure_lines(s, true)).append(money(s));
    text += journal_lines(s);
    return text + next_step(s);
}

} // namespace preceptron::cli
