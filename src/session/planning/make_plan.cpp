#include "session/planning/make_plan.hpp"

#include "benchmark/case_rounds.hpp"
#include "judging/prompt.hpp"
#include "results/stored_answers.hpp"
#include "session/planning/changed_beside.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace preceptron::session {

namespace {

using journal::stored_failure;

// Entries of one case next to each other, cases in the order of their first entries: providers
// cache what prompts have in common. Sorts `entries`; where each case ends.
std::vector<std::uint32_t> group_by_case(std::vector<std::uint32_t>& entries,
                                         std::span<const entry> all) {
    std::unordered_map<std::string, std::uint32_t> numbers;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ranked; // case, entry
    ranked.reserve(entries.size());
    for (const std::uint32_t e : entries)
        ranked.emplace_back(
            numbers.try_emplace(case_of(all[e]), static_cast<std::uint32_t>(numbers.size()))
                .first->second,
            e);
    std::ranges::stable_sort(ranked, {}, &std::pair<std::uint32_t, std::uint32_t>::first);
    std::vector<std::uint32_t> ends;
    for (std::size_t i = 0; i < ranked.size(); ++i) {
        entries[i] = ranked[i].second;
        if (i + 1 == ranked.size() || ranked[i + 1].first != ranked[i].first)
            ends.push_back(static_cast<std::uint32_t>(i + 1));
    }
    return ends;
}

// What one judge is asked about one entry. Its prompt is rendered when a key is first wanted: a fresh
// plan of a million entries costs next to nothing.
class question {
  public:
    question(const prepared_judge& judge, journal::judge_keys& keys, const entry& e,
             record_buffer& buffer)
        : judge_(judge), keys_(keys), entry_(e), buffer_(buffer) {}

    // Nothing when the entry lacks what the prompt needs.
    std::optional<journal::trial_key> key_of(int repeat) {
        if (!rendered_)
            render();
        return key_ ? std::optional(key_->of(repeat)) : std::nullopt;
    }

  private:
    void render() {
        rendered_ = true;
        const judging::task& task = *judge_.tasks->find(entry_.task);
        const auto rendered = judging::render(task, judge_.prompt.of(task), entry_, buffer_);
        if (const auto* prompt = std::get_if<judging::rendered_prompt>(&rendered))
            key_ = keys_.of(entry_.task, entry_.id, prompt->messages);
    }

    const prepared_judge& judge_;
    journal::judge_keys& keys_;
    const entry& entry_;
    record_buffer& buffer_;
    bool rendered_ = false;
    std::optional<journal::question_key> key_;
};

class planner {
  public:
    planner(const run_inputs& inputs, const run_options& options,
            const journal::stored_results& stored)
        : inputs_(inputs), options_(options), stored_(stored) {}

    planned_run make() {
        const auto by_task = graded_entries_by_task(inputs_.data.entries);
        out_.tasks_chosen = !options_.tasks.empty();
        for (const auto& [task, entries] : by_task)
            if (!inputs_.tasks.find(task))
                out_.unknown_tasks[task] = entries.size();
        for (const auto& [task, count] : inputs_.data.report.ungraded_by_task)
            if (inputs_.wants_task(task))
                out_.ungraded += count;
        for (std::size_t j = 0; j < inputs_.judges.size(); ++j)
            if (inputs_.judges[j].selected)
                for (const auto& [task, entries] : by_task)
                    if (inputs_.wants_task(task))
                        add_cell(j, task, entries);
        out_.dataset_has_nothing_stored = results::is_of_others(stored_, inputs_.data.entries);
        out_.keeps_stale = options_.stale == stale_results::keep;
        out_.beside = find_beside(out_.work, inputs_, stored_);
        if (!out_.keeps_stale)
            note_changed_beside();
        return std::move(out_);
    }

  private:
    // A judge's own task file may have another scale than the other judges'.
    void note_what_no_scale_fits(const plan_cell& cell) {
        const judging::scale& scale = inputs_.judges[cell.judge].tasks->find(cell.task)->scale;
        for (const std::uint32_t e : cell.entries) {
            const entry& graded = inputs_.data.entries[e];
            if (!scale.has_room(graded.max_score)) {
                if (without_scale_.insert(e).second)
                    out_.without_scale.add(graded.id);
            } else if (!scale.spans(*graded.grade, graded.max_score)) {
                if (off_scale_.insert(e).second)
                    out_.off_scale.add(graded.id);
            }
        }
    }

    void note_what_result_files_replace(const plan_cell& cell) {
        for (const std::uint32_t e : cell.entries) {
            const entry& judged = inputs_.data.entries[e];
            out_.replaced_fields |= judged.result_fields;
            if (judged.result_fields != 0 && with_result_fields_.insert(e).second)
                out_.with_result_fields.add(judged.id);
        }
    }

    void add_cell(std::size_t judge, const std::string& task,
                  const std::vector<std::uint32_t>& entries) {
        plan_cell cell;
        cell.judge = judge;
        cell.task = task;
        cell.repeats = inputs_.judges[judge].spec.repeats;
        cell.entries = options_.limit
                           ? spread_over_cases(entries, inputs_.data.entries, *options_.limit)
                           : entries;
        note_what_no_scale_fits(cell);
        note_what_result_files_replace(cell);
        cell.open = in_order(cell);
        close_answered(cell);
        out_.work.cells.push_back(std::move(cell));
    }

    // Of each case one trial goes ahead and warms the provider's cache, by as many other cases as
    // there are calls beside it.
    open_trials in_order(const plan_cell& cell) const {
        auto entries = cell.entries;
        if (inputs_.config.order != config::entry_order::prefix) {
            const auto all = static_cast<std::uint32_t>(entries.size());
            return {std::move(entries), {all}, cell.repeats, 0};
        }
        const auto& accounts = inputs_.config.accounts;
        const auto found = std::ranges::find(accounts, inputs_.judges[cell.judge].spec.account,
                                             &config::account::name);
        const int threads = found == accounts.end() ? 1 : found->threads;
        auto ends = group_by_case(entries, inputs_.data.entries);
        return {std::move(entries), std::move(ends), cell.repeats,
                static_cast<std::size_t>(threads - 1)};
    }

    // The repeats of an entry are looked at together: they share a prompt.
    void close_answered(plan_cell& cell) {
        std::vector<journal::stored_trial> stored; // by repeat
        record_buffer buffer;
        const prepared_judge& judge = inputs_.judges[cell.judge];
        journal::judge_keys keys(judge.spec, stored_.keys());
        for (std::size_t place = 0; place < cell.open.places(); ++place) {
            const entry& judged = inputs_.data.entries[cell.open.entry_at(place)];
            stored_.find_repeats(judge.spec.name, judged.task, judged.id, cell.open.repeats(),
                                 stored);
            question asked(judge, keys, judged, buffer);
            for (std::uint32_t repeat = 0; repeat < cell.open.repeats(); ++repeat)
                if (!is_open(cell, cell.open.entry_at(place), repeat, stored[repeat], asked))
                    cell.open.close(place, repeat);
        }
        cell.open.forget_closed();
    }

    void note_changed_beside() {
        for (changed_stand& changed : find_changed_beside(out_.work, inputs_, stored_)) {
            const std::string_view task = inputs_.data.entries[changed.entry].task;
            for (std::size_t i = 0; i < out_.work.cells.size(); ++i)
                if (out_.work.cells[i].judge == changed.judge && out_.work.cells[i].task == task)
                    --out_.beside.settled[i];
            out_.stands.push_back(std::move(changed));
            ++out_.changed_beside;
        }
    }

    // Otherwise it is counted as answered or given up.
    bool is_open(plan_cell& cell, std::uint32_t entry, std::uint32_t repeat,
                 const journal::stored_trial& known, question& asked) {
        const auto* failed = known.last_failure();
        if (!known.newest() && !failed)
            return true;
        const auto key = asked.key_of(static_cast<int>(repeat));
        const bool has_failed = failed && failed->key == key.value_or(journal::trial_key{});
        const bool given_up = has_failed && !asked_again(*failed);
        if (known.newest() && is_answered(cell, entry, repeat, known, key, given_up))
            return false;
        if (given_up) {
            ++cell.given_up[static_cast<std::size_t>(failed->kind)];
            return false;
        }
        if (has_failed)
            cell.failed_before.push_back({entry, repeat});
        return true;
    }

    // By one of its results. Notes where another one than now is to stand for it, or none. Where
    // none stands, what was `given_up` has been judged again already.
    bool is_answered(plan_cell& cell, std::uint32_t entry, std::uint32_t repeat,
                     const journal::stored_trial& known,
                     const std::optional<journal::trial_key>& key, bool given_up) {
        changed_stand stand{cell.judge, entry, repeat, key.value_or(journal::trial_key{}), {}};
        const auto* const standing = known.standing();
        const auto* const answer = key ? known.find(*key) : nullptr;
        const bool kept = !answer && options_.stale == stale_results::keep;
        const bool stale = !answer && (kept || !given_up || standing);
        cell.stale += stale;
        out_.stale += stale;
        if (stale)
            out_.stale_answers.push_back(
                {static_cast<std::uint32_t>(out_.work.cells.size()), known.newest()->where()});
        cell.reused += answer || kept;
        if (kept && !standing)
            stand.kept = known.newest()->where();
        if (kept ? !standing : answer != standing)
            out_.stands.push_back(stand);
        return answer || kept;
    }

    bool asked_again(const stored_failure& f) const {
        if (tried_again_by_next_run(f.kind, f.retryable))
            return true;
        return options_.retry_failed &&
               (options_.retry_classes.empty() || options_.retry_classes.contains(f.kind));
    }

    const run_inputs& inputs_;
    const run_options& options_;
    const journal::stored_results& stored_;
    std::set<std::uint32_t> off_scale_, without_scale_, with_result_fields_; // entries
    planned_run out_;
};

} // namespace

std::optional<journal::trial_key> key_of(const prepared_judge& judge, journal::key_layout layout,
                                         const entry& e, int repeat) {
    record_buffer buffer;
    journal::judge_keys keys(judge.spec, layout);
    return question(judge, keys, e, buffer).key_of(repeat);
}

planned_run make_plan(const run_inputs& inputs, const run_options& options,
                      const journal::stored_results& stored) {
    return planner(inputs, options, stored).make();
}

} // namespace preceptron::session
