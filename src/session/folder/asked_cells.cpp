#include "session/folder/asked_cells.hpp"

#include <algorithm>

namespace preceptron::session {

namespace {

using results::asked_cell;

asked_cell* find(std::vector<asked_cell>& cells, std::string_view judge, std::string_view task) {
    const auto found = std::ranges::find_if(
        cells, [&](const asked_cell& c) { return c.judge == judge && c.task == task; });
    return found == cells.end() ? nullptr : &*found;
}

std::size_t repeats_of(const manifest& m, const std::string& judge) {
    const auto found = std::ranges::find(m.judges, judge, &results::published_judge::name);
    return found == m.judges.end() ? 1 : static_cast<std::size_t>(std::max(1, found->repeats));
}

// Entries that other runs, or whoever wrote what was adopted, have asked beside this plan.
std::size_t asked_beside(const plan_cell& cell, const std::vector<std::uint32_t>& of_task,
                         const std::string& judge, const run_inputs& inputs,
                         const journal::stored_results& stored) {
    std::size_t n = 0;
    auto planned = cell.entries.begin(); // both are in dataset order
    for (const std::uint32_t e : of_task) {
        if (planned != cell.entries.end() && *planned == e) {
            ++planned;
            continue;
        }
        const auto trial = stored.trial(results::trial_of(judge, inputs.data.entries[e], 0));
        n += trial.newest() || trial.last_failure();
    }
    return n;
}

} // namespace

std::vector<asked_cell> asked_cells(const manifest& made_with,
                                    const journal::stored_results& stored) {
    if (made_with.asked)
        return *made_with.asked;
    std::vector<asked_cell> out;
    for (const planned_cell& cell : made_with.plan)
        out.push_back({cell.judge, cell.task, cell.trials / repeats_of(made_with, cell.judge)});
    for (const auto& cell : stored.cells())
        if (!find(out, cell.judge, cell.task))
            out.push_back({std::string(cell.judge), std::string(cell.task), {}});
    return out;
}

std::vector<asked_cell> asked_with(std::vector<asked_cell> before, const run_inputs& inputs,
                                   const plan& work, const journal::stored_results& stored) {
    const auto by_task = graded_entries_by_task(inputs.data.entries);
    for (const plan_cell& cell : work.cells) {
        const std::string& judge = inputs.judges[cell.judge].spec.name;
        const auto& of_task = by_task.at(cell.task);
        const bool whole = cell.entries.size() == of_task.size();
        const std::size_t now =
            cell.entries.size() + (whole ? 0 : asked_beside(cell, of_task, judge, inputs, stored));
        asked_cell* const known = find(before, judge, cell.task);
        if (!known)
            before.push_back({judge, cell.task, now});
        else if (known->entries || whole)
            known->entries = std::max(known->entries.value_or(0), now);
    }
    return before;
}

} // namespace preceptron::session
