#include "session/settled_trials.hpp"

#include <map>
#include <string>
#include <utility>

namespace preceptron::session {

bool is_settled(const journal::stored_result* answer,
                const journal::stored_failure* failed) noexcept {
    return answer || (failed && !tried_again_by_next_run(failed->kind, failed->retryable));
}

std::vector<std::uint64_t> settled_beside(const plan& work, const run_inputs& inputs,
                                          const journal::stored_results& stored) {
    std::vector<std::uint64_t> beside(work.cells.size());
    std::map<std::pair<std::string_view, std::string_view>, std::size_t> places;
    for (std::size_t i = 0; i < work.cells.size(); ++i)
        places.emplace(std::pair<std::string_view, std::string_view>(
                           inputs.judges[work.cells[i].judge].spec.name, work.cells[i].task),
                       i);
    journal::trial_name last;
    auto cell = places.end();
    stored.for_each([&](const auto& trial, const auto* answer, const auto* failed) {
        // Names have one place each in memory, and neighbours mostly share a cell.
        if (trial.judge.data() != last.judge.data() || trial.task.data() != last.task.data())
            cell = places.find({trial.judge, trial.task});
        last = trial;
        if (cell != places.end() && is_settled(answer, failed) &&
            trial.repeat < static_cast<std::uint32_t>(work.cells[cell->second].repeats))
            ++beside[cell->second];
    });
    std::vector<journal::stored_trial> found;
    for (std::size_t i = 0; i < work.cells.size(); ++i) {
        const plan_cell& planned = work.cells[i];
        if (beside[i] == 0)
            continue;
        for (const std::uint32_t e : planned.entries) {
            stored.find_repeats(inputs.judges[planned.judge].spec.name, planned.task,
                                inputs.data.entries[e].id,
                                static_cast<std::uint32_t>(planned.repeats), found);
            for (const journal::stored_trial& trial : found)
                beside[i] -= is_settled(trial.standing(), trial.last_failure());
        }
    }
    return beside;
}

} // namespace preceptron::session
