#include "session/publishing/publish.hpp"

#include "core/folder.hpp"
#include "core/thrown_failure.hpp"
#include "journal/contents.hpp"
#include "results/failures_file.hpp"
#include "results/file_name.hpp"
#include "results/folder_layout.hpp"
#include "session/planning/run_inputs.hpp"
#include "session/publishing/unbacked_files.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string_view>

namespace preceptron::session {

namespace fs = std::filesystem;

namespace {

const results::published_judge* find_judge(const publication& what, const std::string& name) {
    const auto found = std::ranges::find(what.judges, name, &results::published_judge::name);
    return found == what.judges.end() ? nullptr : &*found;
}

// Whatever became of their answers.
std::uint64_t answered_entries(const journal::stored_results& stored, const cell_name& cell) {
    std::uint64_t n = 0;
    stored.for_each([&](const auto& trial, const auto*, const auto*) {
        n += trial.repeat == 0 && trial.judge == cell.judge && trial.task == cell.task &&
             stored.trial(trial).newest() != nullptr;
    });
    return n;
}

result<fs::path> keep_copy(const publication& what, const cell_name& cell) {
    const std::string name = results::result_file_name(cell.judge, cell.task);
    const unbacked_file file{cell, what.output_dir / name};
    auto folder = copy_aside({&file, 1}, what.output_dir, results::replaced_label, what.access);
    if (!folder)
        return folder.error();
    return *folder / name;
}

// Not of a task that the dataset has no entry of: where each task has a dataset of its own, and all
// have one folder, the files of the others stay.
std::vector<cell_name> left_cells(const publication& what, std::span<const cell_name> planned,
                                  const journal::stored_results& stored) {
    std::set<std::string_view> tasks;
    for (const entry& e : what.dataset)
        tasks.insert(e.task);
    std::vector<cell_name> left;
    for (const auto& known : stored.cells()) {
        cell_name cell{std::string(known.judge), std::string(known.task)};
        std::error_code no_such_file;
        if (tasks.contains(cell.task) && std::ranges::find(planned, cell) == planned.end() &&
            fs::is_regular_file(what.output_dir / results::result_file_name(cell.judge, cell.task),
                                no_such_file))
            left.push_back(std::move(cell));
    }
    return left;
}

// Without `planned` no other cell is looked for.
result<published> publish_all(const publication& what, std::span<const cell_name> wanted,
                              std::optional<std::span<const cell_name>> planned) {
    const fs::path checkpoint = results::checkpoint_in(what.output_dir);
    const auto contents = journal::read_contents(checkpoint);
    if (!contents)
        return contents.error();
    if (contents->segments.empty()) // another folder has taken the name of the run's
        return fail(errc::io, checkpoint.string() + " has no journal any more");
    const journal::stored_results& stored = contents->results;
    results::stored_answers answers(stored, checkpoint);
    std::vector<cell_name> cells(wanted.begin(), wanted.end());
    if (planned)
        std::ranges::move(left_cells(what, *planned, stored), std::back_inserter(cells));
    published done;
    for (const cell_name& cell : cells) {
        const auto* judge = find_judge(what, cell.judge);
        if (!judge || !stored.knows_cell(cell.judge, cell.task))
            continue;
        const auto keep = [&](std::uint64_t entries) -> result<void> {
            if (entries <= answered_entries(stored, cell))
                return {}; // the journal has them all: some do not count any more
            auto copy = keep_copy(what, cell);
            if (!copy)
                return copy.error();
            done.kept.push_back(std::move(*copy));
            return {};
        };
        auto file = results::write_result_file(what.output_dir, *judge, cell.task, what.dataset,
                                               answers, what.access, keep);
        if (!file) {
            done.unwritten.push_back(file.error());
            continue;
        }
        done.files.push_back(std::move(*file));
        done.cells.push_back(cell);
    }
    const auto failures = results::write_failures_file(what.output_dir, what.judges, what.dataset,
                                                       answers, what.access);
    if (failures)
        done.failures = *failures;
    else
        done.unwritten.push_back(failures.error());
    done.doubtful = contents->billing.total();
    return done;
}

result<published> publish_within(const publication& what, std::span<const cell_name> cells,
                                 std::optional<std::span<const cell_name>> planned) {
    try {
        return publish_all(what, cells, planned);
    } catch (const thrown_failure& e) { // the dataset was changed
        return e.why;
    }
}

} // namespace

std::vector<cell_name> cells_of(const run_inputs& inputs, const plan& work) {
    std::vector<cell_name> cells;
    for (const plan_cell& cell : work.cells)
        cells.push_back({inputs.judges[cell.judge].spec.name, cell.task});
    return cells;
}

bool has_left_files(const fs::path& output_dir, std::span<const cell_name> cells) {
    std::set<std::string> known;
    for (const cell_name& cell : cells)
        known.insert(results::result_file_name(cell.judge, cell.task));
    std::error_code unreadable;
    return std::ranges::any_of(names_in(output_dir, unreadable), [&known](const std::string& name) {
        return name.ends_with(".json") && !name.starts_with('.') && !known.contains(name);
    });
}

result<published> publish(const publication& what, std::span<const cell_name> cells) {
    return publish_within(what, cells, {});
}

result<published> publish_with_left(const publication& what, std::span<const cell_name> cells,
                                    std::span<const cell_name> planned) {
    return publish_within(what, cells, planned);
}

} // namespace preceptron::session
