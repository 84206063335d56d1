#include "session/publishing/foreign_files.hpp"

#include "core/folder.hpp"
#include "results/file_name.hpp"
#include "results/folder_layout.hpp"
#include "session/folder/manifest.hpp"
#include "session/folder/manifest_file.hpp"
#include "session/publishing/settled_files.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

namespace preceptron::session {

namespace fs = std::filesystem;

namespace {

// Names of the files of all cells that a run has had to do with, or is to have.
std::set<std::string> own_names(const fs::path& output_dir, std::span<const cell_name> planned,
                                const journal::journal_contents& stored) {
    std::set<std::string> names;
    const auto add = [&names](std::string_view judge, std::string_view task) {
        names.insert(results::result_file_name(judge, task));
    };
    for (const cell_name& cell : planned)
        add(cell.judge, cell.task);
    for (const auto& cell : stored.results.cells())
        add(cell.judge, cell.task);
    const auto last = read_manifest(output_dir);
    if (last.has_error())
        return names;
    for (const planned_cell& cell : last->plan)
        add(cell.judge, cell.task);
    for (const question_settings& cell : last->questions)
        add(cell.judge, cell.task);
    if (last->asked)
        for (const results::asked_cell& cell : *last->asked)
            add(cell.judge, cell.task);
    return names;
}

// Other programs name such a file by the judge as it is written, we by what a file may be named.
// No judge: there is none of that name.
std::string judge_of(const std::string& name, std::string_view task, const run_inputs& inputs) {
    for (const prepared_judge& judge : inputs.judges)
        if (name == results::result_file_name(judge.spec.name, task))
            return judge.spec.name;
    for (const prepared_judge& judge : inputs.judges)
        if (name == judge.spec.name + "_" + std::string(task) + ".json")
            return judge.spec.name;
    return {};
}

// What a file of this name would be the result file of.
std::optional<cell_name> cell_of(const std::string& name, const run_inputs& inputs) {
    std::optional<cell_name> found;
    for (const std::string_view task : inputs.tasks.names()) {
        const std::string plain = "_" + std::string(task) + ".json";
        const std::string ending = results::result_file_name("", task);
        if (name.size() <= std::min(plain.size(), ending.size()) ||
            (!name.ends_with(plain) && !name.ends_with(ending)))
            continue;
        found = {judge_of(name, task, inputs), std::string(task)};
        if (!found->judge.empty())
            break;
    }
    return found;
}

// By whichever path it was named.
bool is_dataset(const fs::path& file, const run_inputs& inputs) {
    std::error_code unknown;
    return file == inputs.data.path || fs::equivalent(file, inputs.data.path, unknown);
}

// A run that was refused leaves the journal's head alone, after an adoption with what was adopted;
// one that is not writes the manifest before all else.
bool no_run_has_begun(const fs::path& output_dir, const journal::journal_contents& stored) {
    if (stored.records() == 0)
        return true;
    std::error_code ec;
    if (fs::exists(manifest_path(output_dir), ec) || ec)
        return false;
    return std::ranges::all_of(stored.segments, [](const journal::segment_contents& segment) {
        return std::ranges::all_of(segment.records, [](const auto& of_type) {
            return of_type.first == "head" || of_type.first == "result";
        });
    });
}

} // namespace

std::vector<unbacked_file> find_foreign_files(const run_inputs& inputs,
                                              std::span<const cell_name> planned,
                                              const journal::journal_contents& stored) {
    const fs::path& output_dir = inputs.config.output_dir.value;
    std::error_code ec;
    auto names = names_in(output_dir, ec);
    std::ranges::sort(names);
    std::vector<unbacked_file> files;
    std::optional<std::set<std::string>> own;
    for (const std::string& name : names) {
        auto cell = cell_of(name, inputs);
        if (!cell)
            continue;
        if (!own)
            own = own_names(output_dir, planned, stored);
        const fs::path file = output_dir / name;
        if (!own->contains(name) && fs::is_regular_file(file, ec) && !is_dataset(file, inputs) &&
            has_scores(file).value_or(!cell->judge.empty())) // harmed, but its name says whose
            files.push_back({std::move(*cell), file});
    }
    drop_settled(files, inputs, stored);
    return files;
}

bool has_foreign_failures(const fs::path& output_dir, const journal::journal_contents& stored) {
    std::error_code ec;
    const fs::path file = results::failures_in(output_dir);
    return no_run_has_begun(output_dir, stored) && fs::is_regular_file(file, ec) &&
           fs::file_size(file, ec) > 0 && !ec;
}

} // namespace preceptron::session
