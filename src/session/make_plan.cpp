#include "session/make_plan.hpp"

#include "judging/prompt.hpp"

#include <algorithm>
#include <unordered_map>

namespace preceptron::session {

namespace {

using journal::stored_failure;
using journal::trial_name;

// Entries of one case are told apart from those of another by study and case_id together.
std::string case_of(const entry& e) {
    return std::string(e.study) + '\0' + std::string(e.case_id);
}

// Entries that share a long prompt prefix next to each other: providers cache it.
void order_by_case(std::vector<trial>& open, std::span<const entry> entries) {
    std::unordered_map<std::string, std::size_t> first_seen;
    std::vector<std::pair<std::size_t, trial>> ranked;
    ranked.reserve(open.size());
    for (const trial t : open)
        ranked.emplace_back(
            first_seen.try_emplace(case_of(entries[t.entry]), first_seen.size()).first->second, t);
    std::ranges::stable_sort(ranked, {}, &std::pair<std::size_t, trial>::first);
    std::ranges::transform(ranked, open.begin(), [](const auto& r) { return r.second; });
}

// Of each case one trial goes ahead and warms the provider's cache, by as many other cases as there
// are calls beside it: its answer has begun when the others of its case follow.
void send_one_ahead(std::vector<trial>& open, std::span<const entry> entries, std::size_t ahead) {
    std::vector<std::span<const trial>> cases;
    const std::vector<trial> by_case = open;
    for (std::size_t from = 0; from < by_case.size();) {
        std::size_t to = from + 1;
        while (to < by_case.size() &&
               case_of(entries[by_case[to].entry]) == case_of(entries[by_case[from].entry]))
            ++to;
        cases.emplace_back(&by_case[from], to - from);
        from = to;
    }
    open.clear();
    for (std::size_t i = 0; i < cases.size() + ahead; ++i) {
        if (i < cases.size())
            open.push_back(cases[i].front());
        if (i >= ahead && i - ahead < cases.size())
            open.insert(open.end(), cases[i - ahead].begin() + 1, cases[i - ahead].end());
    }
}

// What one judge is asked about one entry. Its prompt is rendered when a key is first wanted: a fresh
// plan of a million entries costs next to nothing.
class question {
  public:
    question(const prepared_judge& judge, const entry& e) : judge_(judge), entry_(e) {}

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
        const auto rendered = judging::render(task, task.variant(judge_.variant), entry_);
        if (const auto* prompt = std::get_if<judging::rendered_prompt>(&rendered))
            key_.emplace(judge_.spec, entry_.task, entry_.id, prompt->messages);
    }

    const prepared_judge& judge_;
    const entry& entry_;
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
        out_.dataset_has_nothing_stored =
            !stored_.knows_nothing() &&
            std::ranges::none_of(inputs_.data.entries,
                                 [&](const entry& e) { return stored_.knows_entry(e.id); });
        return std::move(out_);
    }

  private:
    void add_cell(std::size_t judge, const std::string& task,
                  const std::vector<std::uint32_t>& entries) {
        plan_cell cell;
        cell.judge = judge;
        cell.task = task;
        cell.repeats = inputs_.judges[judge].spec.repeats;
        cell.entries = options_.limit
                           ? spread_over_cases(entries, inputs_.data.entries, *options_.limit)
                           : entries;
        place_all(cell);
        if (inputs_.config.order == config::entry_order::prefix)
            order_for_cache(cell.open, inputs_.judges[judge].spec.account);
        out_.work.cells.push_back(std::move(cell));
    }

    void order_for_cache(std::vector<trial>& open, const std::string& account) const {
        const auto& accounts = inputs_.config.accounts;
        const auto found = std::ranges::find(accounts, account, &config::account::name);
        const int threads = found == accounts.end() ? 1 : found->threads;
        order_by_case(open, inputs_.data.entries);
        send_one_ahead(open, inputs_.data.entries, static_cast<std::size_t>(threads - 1));
    }

    // All first repeats are asked before the second ones. They are looked at entry by entry: the
    // repeats of one share a prompt.
    void place_all(plan_cell& cell) {
        std::vector<std::vector<trial>> open(static_cast<std::size_t>(cell.repeats));
        for (const std::uint32_t e : cell.entries) {
            question asked(inputs_.judges[cell.judge], inputs_.data.entries[e]);
            for (std::uint32_t repeat = 0; repeat < open.size(); ++repeat)
                if (is_open(cell, {e, repeat}, asked))
                    open[repeat].push_back({e, repeat});
        }
        std::size_t count = 0;
        for (const auto& of_repeat : open)
            count += of_repeat.size();
        cell.open.reserve(count);
        for (auto& of_repeat : open) {
            cell.open.insert(cell.open.end(), of_repeat.begin(), of_repeat.end());
            std::vector<trial>().swap(of_repeat);
        }
    }

    // Otherwise it is counted as answered or given up.
    bool is_open(plan_cell& cell, trial which, question& asked) {
        const prepared_judge& judge = inputs_.judges[cell.judge];
        const entry& e = inputs_.data.entries[which.entry];
        const trial_name name{judge.spec.name, e.task, e.id, which.repeat};
        const auto* latest = stored_.latest(name);
        const auto* failed = stored_.last_failure(name);
        if (!latest && !failed)
            return true;
        const auto key = asked.key_of(static_cast<int>(which.repeat));
        if (latest) {
            const auto* answer = key ? stored_.find(name, *key) : nullptr;
            out_.keys_differ = out_.keys_differ || answer != latest;
            if (answer) {
                ++cell.reused;
                return false;
            }
            ++out_.stale;
            if (options_.stale == stale_results::keep) {
                ++cell.reused;
                return false;
            }
        }
        if (failed && failed->key == key.value_or(journal::trial_key{}) && !asked_again(*failed)) {
            ++cell.given_up[static_cast<std::size_t>(failed->kind)];
            return false;
        }
        return true;
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
    planned_run out_;
};

} // namespace

std::optional<journal::trial_key> key_of(const prepared_judge& judge, const entry& e, int repeat) {
    return question(judge, e).key_of(repeat);
}

std::vector<std::uint32_t> spread_over_cases(const std::vector<std::uint32_t>& of_task,
                                             std::span<const entry> entries, std::size_t limit) {
    std::unordered_map<std::string, std::size_t> taken;        // so far, of each case
    std::vector<std::pair<std::size_t, std::uint32_t>> ranked; // round, entry
    for (const std::uint32_t e : of_task)
        ranked.emplace_back(taken[case_of(entries[e])]++, e);
    std::ranges::stable_sort(ranked, {}, &std::pair<std::size_t, std::uint32_t>::first);
    ranked.resize(std::min(limit, ranked.size()));
    std::vector<std::uint32_t> chosen;
    for (const auto& [round, e] : ranked)
        chosen.push_back(e);
    std::ranges::sort(chosen);
    return chosen;
}

planned_run make_plan(const run_inputs& inputs, const run_options& options,
                      const journal::stored_results& stored) {
    return planner(inputs, options, stored).make();
}

} // namespace preceptron::session
