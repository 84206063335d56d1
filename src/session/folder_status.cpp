#include "session/folder_status.hpp"

#include "core/printable.hpp"
#include "journal/record_loader.hpp"
#include "session/unbacked_files.hpp"

#include <algorithm>
#include <map>

namespace preceptron::session {

namespace fs = std::filesystem;

namespace {

std::string example_of(journal::record_loader& loader, const journal::trial_name& trial,
                       const journal::stored_failure& failed) {
    std::string text = std::string(trial.judge) + ", " + std::string(trial.task) + ", entry " +
                       printable(trial.entry_id, 60);
    const auto record = loader.load_failure(failed.where);
    if (record.has_error())
        return text;
    const std::string status = "HTTP " + std::to_string(record->http_status);
    if (record->http_status != 0 && record->http_status != 200 &&
        !record->message.starts_with(status))
        text += ": " + status;
    if (!record->message.empty())
        text += ": " + printable(record->message, 160);
    return text;
}

class counting {
  public:
    explicit counting(folder_status& into, const fs::path& checkpoint)
        : out_(into), loader_(checkpoint) {
        for (const planned_cell& cell : into.made_with.plan)
            find(cell.judge, cell.task).planned = cell.trials + cell.settled_beside.value_or(0);
        for (const results::published_judge& judge : into.made_with.judges)
            repeats_[judge.name] = static_cast<std::uint32_t>(std::max(1, judge.repeats));
    }

    void add(const journal::trial_name& trial, const journal::stored_result* answer,
             const journal::stored_failure* failed) {
        const auto repeats = repeats_.find(trial.judge);
        if (repeats == repeats_.end() || trial.repeat >= repeats->second)
            return;
        cell_status& cell = find(trial.judge, trial.task);
        if (answer) {
            ++cell.scored;
        } else if (failed) {
            ++cell.failed;
            cell.retryable += !is_settled(answer, failed);
            add_failure(trial, *failed);
        }
    }

    void take_out(const outcome_counts& uncounted) {
        if (!repeats_.contains(uncounted.judge))
            return;
        cell_status& cell = find(uncounted.judge, uncounted.task);
        take(cell.scored, uncounted.scored);
        for (std::size_t c = 0; c < failure_class_names.size(); ++c) {
            const auto n = uncounted.failed[c] + uncounted.retryable[c];
            take(cell.failed, n);
            take(cell.retryable, uncounted.retryable[c]);
            const auto known = std::ranges::find(out_.failures, static_cast<failure_class>(c),
                                                 &class_status::kind);
            if (known != out_.failures.end())
                take(known->trials, n);
        }
    }

    void forget_empty() {
        std::erase_if(out_.cells,
                      [](const cell_status& c) { return c.planned + c.scored + c.failed == 0; });
        std::erase_if(out_.failures, [](const class_status& c) { return c.trials == 0; });
    }

  private:
    // A manifest may be of another journal: never below zero.
    static void take(std::uint64_t& from, std::uint64_t n) { from -= std::min(from, n); }

    cell_status& find(std::string_view judge, std::string_view task) {
        const auto [it, is_new] = places_.try_emplace(
            std::string(judge) + '\0' + std::string(task), out_.cells.size());
        if (is_new)
            out_.cells.push_back({.judge = std::string(judge), .task = std::string(task)});
        return out_.cells[it->second];
    }

    void add_failure(const journal::trial_name& trial, const journal::stored_failure& failed) {
        auto known = std::ranges::find(out_.failures, failed.kind, &class_status::kind);
        if (known == out_.failures.end())
            known = out_.failures.insert(known, {failed.kind, 0, example_of(loader_, trial, failed)});
        ++known->trials;
    }

    folder_status& out_;
    journal::record_loader loader_;
    std::map<std::string, std::size_t> places_;
    std::map<std::string, std::uint32_t, std::less<>> repeats_; // by judge
};

std::uint64_t sum(const std::vector<cell_status>& cells, std::uint64_t cell_status::* part) {
    std::uint64_t total = 0;
    for (const cell_status& cell : cells)
        total += cell.*part;
    return total;
}

} // namespace

std::uint64_t cell_status::to_ask() const noexcept {
    const std::uint64_t settled = scored + failed - retryable;
    return planned - std::min(planned, settled);
}

std::uint64_t folder_status::planned() const noexcept {
    std::uint64_t total = 0;
    for (const cell_status& cell : cells)
        total += std::max(cell.planned, cell.scored + cell.failed);
    return total;
}
std::uint64_t folder_status::scored() const noexcept {
    return sum(cells, &cell_status::scored);
}
std::uint64_t folder_status::failed() const noexcept {
    return sum(cells, &cell_status::failed);
}
std::uint64_t folder_status::retryable() const noexcept {
    return sum(cells, &cell_status::retryable);
}
std::uint64_t folder_status::to_ask() const noexcept {
    std::uint64_t total = 0;
    for (const cell_status& cell : cells)
        total += cell.to_ask();
    return total;
}

runner::progress_snapshot folder_status::progress() const {
    runner::progress_snapshot p;
    if (live)
        p = live->progress;
    p.journal = {damaged, missing};
    if (live)
        return p;
    p.time = now_utc();
    p.planned = planned();
    p.scored = scored();
    p.failed = failed();
    p.retryable = retryable();
    p.done = p.scored + p.failed;
    p.saved = p.durable = records;
    if (spent_usd > 0)
        p.known_cost_usd = spent_usd;
    p.unpriced_answers = unpriced_answers;
    return p;
}

result<folder_status> read_folder_status(const fs::path& folder) {
    auto made_with = read_manifest(folder);
    if (made_with.has_error())
        return made_with.error();
    folder_status status;
    status.folder = fs::absolute(folder).lexically_normal();
    status.made_with = std::move(*made_with);
    const fs::path checkpoint = status.folder / "checkpoint";
    // First, so that what it says is not newer than the journal as it is read.
    status.live = read_live_run(checkpoint);
    const auto contents = journal::read_contents(checkpoint);
    if (contents.has_error())
        return contents.error();
    counting counts(status, checkpoint);
    contents->results.for_each([&counts](const auto& trial, const auto* answer, const auto* failed) {
        counts.add(trial, answer, failed);
    });
    for (const outcome_counts& uncounted : status.made_with.uncounted)
        counts.take_out(uncounted);
    counts.forget_empty();
    status.doubtful = status.live ? contents->billing.lost() : contents->billing.total();
    status.spent_usd = contents->spent_usd;
    status.unpriced_answers = contents->billing.unpriced_answers();
    status.records = contents->records();
    status.damaged = contents->damaged();
    status.missing = contents->missing();
    status.unbacked = unbacked_note(status.folder, status.made_with, *contents);
    return status;
}

} // namespace preceptron::session
