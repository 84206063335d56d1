#include "session/folder/folder_status.hpp"

#include "core/printable.hpp"
#include "journal/record_loader.hpp"
#include "journal/refusal.hpp"
#include "results/folder_layout.hpp"
#include "session/publishing/unbacked_files.hpp"

#include <algorithm>
#include <map>
#include <utility>

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
        for (const results::published_judge& judge : into.made_with.judges)
            repeats_[judge.name] = static_cast<std::uint32_t>(std::max(1, judge.repeats));
        for (const planned_cell& cell : into.made_with.plan) {
            cell_status& known = find(cell.judge, cell.task);
            known.planned = known.in_last = cell.trials + cell.settled_beside.value_or(0);
        }
        for (const planned_cell& cell : into.made_with.asked_trials) {
            cell_status& known = find(cell.judge, cell.task);
            known.planned = std::max(known.planned, cell.trials);
        }
    }

    void add(const journal::trial_name& trial, const journal::stored_result* answer,
             const journal::stored_failure* failed) {
        const auto repeats = repeats_.find(trial.judge);
        if (repeats == repeats_.end()) {
            out_.left_out.of_judges += answer != nullptr;
            return;
        }
        if (trial.repeat >= repeats->second) {
            out_.left_out.of_repeats += answer != nullptr;
            return;
        }
        cell_status& cell = find(trial.judge, trial.task);
        if (answer) {
            ++cell.scored;
        } else if (failed) {
            ++cell.failed;
            const bool asked_again = !is_settled(answer, failed);
            cell.retryable += asked_again;
            cell.put_off += is_put_off(failed->kind);
            failures_of(failed->kind, asked_again, cell).add(trial, *failed);
        }
    }

    void take_out(const outcome_counts& gone) {
        if (!repeats_.contains(gone.judge))
            return;
        cell_status& cell = find(gone.judge, gone.task);
        take(cell.scored, gone.scored);
        for (std::size_t i = 0; i < failure_class_names.size(); ++i) {
            const auto c = static_cast<failure_class>(i);
            take(cell.retryable, gone.retryable[i]);
            for (const bool asked_again : {false, true}) {
                const auto n = asked_again ? gone.retryable[i] : gone.failed[i];
                if (n == 0)
                    continue;
                take(cell.failed, n);
                if (is_put_off(c))
                    take(cell.put_off, n);
                of_cell& known = failures_of(c, asked_again, cell);
                take(known.trials, n);
                known.some_gone = true;
            }
        }
    }

    // When all is added and taken out.
    void finish() {
        for (const of_cell& one : failures_) {
            if (one.trials == 0)
                continue;
            auto known = std::ranges::find_if(out_.failures, [&one](const class_status& c) {
                return c.kind == one.kind && c.asked_again == one.asked_again;
            });
            if (known == out_.failures.end())
                known = out_.failures.insert(known, {one.kind, one.asked_again, 0, {}});
            known->trials += one.trials;
            if (known->example.empty() && one.first && !one.some_gone)
                known->example = example_of(loader_, one.first->first, one.first->second);
        }
        std::erase_if(out_.cells,
                      [](const cell_status& c) { return c.planned + c.scored + c.failed == 0; });
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

    // Failures of one class in one cell that are asked again, or are not.
    struct of_cell {
        failure_class kind{};
        bool asked_again = false;
        std::size_t cell = 0; // in out_.cells
        std::uint64_t trials = 0;
        std::optional<std::pair<journal::trial_name, journal::stored_failure>> first{};
        bool some_gone = false; // which of them, the manifest does not say

        void add(const journal::trial_name& trial, const journal::stored_failure& failed) {
            if (trials++ == 0)
                first.emplace(trial, failed);
        }
    };
    of_cell& failures_of(failure_class kind, bool asked_again, const cell_status& cell) {
        const auto number = static_cast<std::size_t>(&cell - out_.cells.data());
        const auto known = std::ranges::find_if(failures_, [&](const of_cell& f) {
            return f.kind == kind && f.asked_again == asked_again && f.cell == number;
        });
        return known != failures_.end()
                   ? *known
                   : failures_.emplace_back(of_cell{kind, asked_again, number});
    }

    folder_status& out_;
    journal::record_loader loader_;
    std::map<std::string, std::size_t> places_;
    std::vector<of_cell> failures_;                             // in the order of first appearance
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
    return std::max(planned, scored + failed) - settled();
}
std::uint64_t cell_status::last_asks() const noexcept {
    return in_last - std::min(in_last, settled());
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
std::uint64_t folder_status::put_off() const noexcept {
    return sum(cells, &cell_status::put_off);
}
std::uint64_t folder_status::to_ask() const noexcept {
    std::uint64_t total = 0;
    for (const cell_status& cell : cells)
        total += cell.to_ask();
    return total;
}
std::uint64_t folder_status::last_asks() const noexcept {
    std::uint64_t total = 0;
    for (const cell_status& cell : cells)
        total += cell.last_asks();
    return total;
}

runner::progress_snapshot folder_status::progress() const {
    runner::progress_snapshot p;
    if (live)
        p = live->progress;
    p.journal = {damaged, missing};
    p.folder = {.known_usd = spent.known,
                .unpriced_answers = unpriced_answers,
                .doubtful_calls = doubtful.calls,
                .doubtful_usd = doubtful.unpriced > 0 ? std::nullopt : std::optional(doubtful.usd),
                .most_usd = spent.unpriced > 0 ? std::nullopt : std::optional(spent.most())};
    if (live)
        return p;
    p.time = now_utc();
    p.planned = planned();
    p.scored = scored();
    p.failed = failed();
    p.retryable = retryable();
    p.put_off = put_off();
    p.done = p.scored + p.failed;
    p.saved = p.durable = records;
    if (spent.known > 0 || unpriced_answers == 0)
        p.known_cost_usd = spent.known;
    p.unpriced_answers = unpriced_answers;
    return p;
}

result<folder_status> read_folder_status(const fs::path& folder) {
    auto made_with = read_left_manifest(folder);
    if (made_with.has_error())
        return made_with.error();
    folder_status status;
    status.folder = fs::absolute(folder).lexically_normal();
    status.made_with = std::move(*made_with);
    const fs::path checkpoint = results::checkpoint_in(status.folder);
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
    counts.finish();
    status.left_out.of_entries = status.made_with.left_out_of_entries;
    status.doubtful = status.live ? contents->billing.lost() : contents->billing.total();
    status.spent = contents->spent();
    status.dearest_call_usd = contents->billing.dearest_call_usd();
    status.unpriced_answers = contents->billing.unpriced_answers();
    status.records = contents->records();
    status.damaged = contents->damaged();
    status.missing = contents->missing();
    if (const auto refused = journal::refusal(*contents, checkpoint))
        status.refusal = refused->message;
    status.unbacked = unbacked_note(status.folder, status.made_with, *contents);
    return status;
}

} // namespace preceptron::session
