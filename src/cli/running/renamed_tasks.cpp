#include "cli/running/renamed_tasks.hpp"

#include "core/grouped.hpp"
#include "core/printable.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

namespace preceptron::cli {

namespace {

// Whether a task that nothing is stored of would for the most part be paid for again.
bool is_asked_again(const session::run_inputs& inputs, const session::planned_run& planned,
                    const session::renamed_results& renamed) {
    const auto cell = std::ranges::find_if(planned.work.cells, [&](const plan_cell& c) {
        return c.task == renamed.to && inputs.judges[c.judge].spec.name == renamed.judge;
    });
    return cell != planned.work.cells.end() && cell->reused + cell->stale == 0 &&
           cell->all_given_up() == 0 && cell->failed_before.empty() &&
           2 * renamed.count >= cell->planned();
}

std::string in_quotes(const std::string& name) {
    return "'" + printable(name, 60) + "'";
}

} // namespace

std::optional<failure> renamed_tasks_refusal(const session::run_inputs& inputs,
                                             const session::planned_run& planned) {
    const session::renamed_results* first = nullptr;
    std::uint64_t results = 0;
    for (const session::renamed_results& renamed : planned.beside.renamed)
        if (is_asked_again(inputs, planned, renamed)) {
            first = first ? first : &renamed;
            results += renamed.count;
        }
    if (!first)
        return {};
    return fail(errc::results_mismatch,
                counted(results, "stored result is of an entry", "stored results are of entries") +
                    " whose benchmark was " + in_quotes(first->from) + " and is " +
                    in_quotes(first->to) + " now in " + inputs.data.path.string() +
                    ": to keep them, give these entries their benchmark back; to judge all again: "
                    "--rejudge");
}

} // namespace preceptron::cli
