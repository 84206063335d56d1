#include "session/planning/beside_plan.hpp"

#include "session/planning/make_plan.hpp"

#include <algorithm>
#include <utility>

namespace preceptron::session {

namespace {

class search {
  public:
    search(const plan& work, const run_inputs& inputs) : work_(work), inputs_(inputs) {
        out_.settled.resize(work.cells.size());
    }

    void add(const journal::trial_name& trial, const journal::stored_result* answer,
             const journal::stored_failure* failed) {
        // Names have one place each in memory, and neighbours mostly share a cell. An empty one has
        // the place of the next.
        const auto same = [](std::string_view a, std::string_view b) {
            return a.data() == b.data() && a.size() == b.size();
        };
        if (!same(trial.judge, last_.judge) || !same(trial.task, last_.task))
            look_up(trial);
        last_ = trial;
        if (!judge_) {
            out_.left_out.of_judges += answer != nullptr;
            return;
        }
        if (trial.repeat >= static_cast<std::uint32_t>(judge_->spec.repeats)) {
            out_.left_out.of_repeats += answer != nullptr;
            return;
        }
        const entry* const of = inputs_.data.find(trial.entry_id);
        const bool is_there = of && of->task == trial.task;
        if (!is_there || !of->grade) {
            out_.left_out.of_entries += answer && !is_there;
            if (answer && of && of->grade)
                ++renamed(trial.judge, trial.task, of->task).count;
            uncounted(trial.judge, trial.task).add(answer, failed);
        } else if (cell_ < work_.cells.size()) {
            out_.settled[cell_] += is_settled(answer, failed);
        }
    }

    beside_plan finish(const journal::stored_results& stored) {
        for (std::size_t i = 0; i < work_.cells.size(); ++i)
            take_out_planned(i, stored);
        std::erase_if(out_.uncounted, [](const outcome_counts& c) { return c.none(); });
        return std::move(out_);
    }

  private:
    const prepared_judge& judge_of(std::size_t cell) const {
        return inputs_.judges[work_.cells[cell].judge];
    }

    void look_up(const journal::trial_name& trial) {
        const auto judge = std::ranges::find(inputs_.judges, trial.judge,
                                             [](const auto& j) { return j.spec.name; });
        judge_ = judge == inputs_.judges.end() ? nullptr : &*judge;
        for (cell_ = 0; cell_ < work_.cells.size(); ++cell_)
            if (work_.cells[cell_].task == trial.task && &judge_of(cell_) == judge_)
                break;
    }

    outcome_counts& uncounted(std::string_view judge, std::string_view task) {
        const auto found = std::ranges::find_if(out_.uncounted, [&](const outcome_counts& c) {
            return c.judge == judge && c.task == task;
        });
        if (found != out_.uncounted.end())
            return *found;
        return out_.uncounted.emplace_back(
            outcome_counts{.judge = std::string(judge), .task = std::string(task)});
    }

    renamed_results& renamed(std::string_view judge, std::string_view from, std::string_view to) {
        const auto found = std::ranges::find_if(out_.renamed, [&](const renamed_results& r) {
            return r.judge == judge && r.from == from && r.to == to;
        });
        if (found != out_.renamed.end())
            return *found;
        return out_.renamed.emplace_back(
            renamed_results{std::string(judge), std::string(from), std::string(to)});
    }

    void take_out_planned(std::size_t cell, const journal::stored_results& stored) {
        if (out_.settled[cell] == 0)
            return;
        const plan_cell& planned = work_.cells[cell];
        for (const std::uint32_t e : planned.entries) {
            stored.find_repeats(judge_of(cell).spec.name, planned.task, inputs_.data.entries[e].id,
                                static_cast<std::uint32_t>(planned.repeats), found_);
            for (const journal::stored_trial& trial : found_)
                out_.settled[cell] -= is_settled(trial.standing(), trial.last_failure());
        }
    }

    const plan& work_;
    const run_inputs& inputs_;
    beside_plan out_;
    journal::trial_name last_;
    const prepared_judge* judge_ = nullptr; // of `last_`; null = not configured
    std::size_t cell_ = 0;                  // of `last_`; the plan's number of cells = none
    std::vector<journal::stored_trial> found_;
};

} // namespace

bool is_settled(const journal::stored_result* answer,
                const journal::stored_failure* failed) noexcept {
    return answer || (failed && !tried_again_by_next_run(failed->kind, failed->retryable));
}

void outcome_counts::add(const journal::stored_result* answer,
                         const journal::stored_failure* failure) noexcept {
    if (answer)
        ++scored;
    else if (failure)
        ++(is_settled(answer, failure) ? failed
                                       : retryable)[static_cast<std::size_t>(failure->kind)];
}

bool outcome_counts::none() const noexcept {
    return scored == 0 && failed == by_class{} && retryable == by_class{};
}

bool is_answered_beside(const plan_cell& cell, const run_inputs& inputs,
                        const journal::stored_results& stored) {
    const prepared_judge& judge = inputs.judges[cell.judge];
    std::vector<bool> planned(inputs.data.entries.size());
    for (const std::uint32_t e : cell.entries)
        planned[e] = true;
    std::vector<journal::stored_trial> found; // by repeat
    for (const entry& e : inputs.data.entries) {
        if (planned[e.index] || !e.grade || e.task != cell.task)
            continue;
        stored.find_repeats(judge.spec.name, cell.task, e.id,
                            static_cast<std::uint32_t>(cell.repeats), found);
        for (std::size_t repeat = 0; repeat < found.size(); ++repeat) {
            if (!found[repeat].newest()) // spares its prompt
                continue;
            const auto key = key_of(judge, stored.keys(), e, static_cast<int>(repeat));
            if (key && found[repeat].find(*key))
                return true;
        }
    }
    return false;
}

beside_plan find_beside(const plan& work, const run_inputs& inputs,
                        const journal::stored_results& stored) {
    search all(work, inputs);
    stored.for_each([&all](const auto& trial, const auto* answer, const auto* failed) {
        all.add(trial, answer, failed);
    });
    return all.finish(stored);
}

} // namespace preceptron::session
