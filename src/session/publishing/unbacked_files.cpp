#include "session/publishing/unbacked_files.hpp"

#include "core/grouped.hpp"
#include "core/timestamp.hpp"
#include "dataset/reader.hpp"
#include "journal/recovery.hpp"
#include "results/entry_record.hpp"
#include "results/file_name.hpp"
#include "results/folder_layout.hpp"
#include "session/folder/manifest.hpp"

#include <algorithm>

namespace preceptron::session {

namespace fs = std::filesystem;

namespace {

std::vector<cell_name> last_planned(const fs::path& output_dir) {
    std::vector<cell_name> cells;
    if (const auto last = read_manifest(output_dir))
        for (const planned_cell& cell : last->plan)
            cells.push_back({cell.judge, cell.task});
    return cells;
}

result<void> copy_file(const fs::path& file, const fs::path& folder, results::file_access access) {
    std::error_code ec;
    const auto size = fs::file_size(file, ec);
    if (ec)
        return fail(errc::io, "cannot read " + file.string() + ": " + ec.message());
    const auto bytes = journal::read_range(file, 0, size);
    if (bytes.has_error())
        return bytes.error();
    return journal::create_durably(folder / file.filename(), *bytes, access);
}

} // namespace

std::vector<unbacked_file> find_unbacked_files(const fs::path& output_dir,
                                               std::span<const cell_name> cells,
                                               const journal::journal_contents& stored) {
    std::vector<unbacked_file> files;
    for (const cell_name& cell : cells) {
        fs::path path = output_dir / results::result_file_name(cell.judge, cell.task);
        std::error_code ignored;
        if (fs::exists(path, ignored) && !stored.results.knows_cell(cell.judge, cell.task))
            files.push_back({cell, std::move(path)});
    }
    if (files.empty() || stored.damaged() == 0)
        return files;
    const auto planned = last_planned(output_dir);
    for (unbacked_file& file : files)
        file.of_damaged_records = std::ranges::find(planned, file.cell) != planned.end();
    return files;
}

std::optional<bool> has_scores(const fs::path& file) {
    const auto rows = dataset::read_dataset(file, {.digest = false});
    if (!rows)
        return {};
    record_buffer buffer;
    return std::ranges::any_of(rows->entries, [&buffer](const entry& row) {
        return !results::raw_member(row.record.read(buffer), "predicted_score").empty();
    });
}

std::string unbacked_note(const fs::path& output_dir, const manifest& made_with,
                          const journal::journal_contents& stored) {
    std::vector<cell_name> cells;
    for (const results::published_judge& judge : made_with.judges)
        for (const std::string& task : made_with.tasks)
            cells.push_back({judge.name, task});
    const auto files = find_unbacked_files(output_dir, cells, stored);
    if (files.empty())
        return {};
    return "the journal in " + results::checkpoint_in(output_dir).string() +
           (stored.records() == 0 ? " is gone or empty" : " lacks their scores") + ", but " +
           counted(files.size(), "result file is", "result files are") + " there (" +
           files.front().path.filename().string() + (files.size() > 1 ? ", …" : "") +
           "): nothing of them is counted here. Put the journal back from a copy, or read the "
           "files "
           "themselves with preceptron analyze FILE…";
}

result<fs::path> copy_aside(std::span<const unbacked_file> files, const fs::path& output_dir,
                            std::string_view label, results::file_access access) {
    const fs::path aside = journal::dated_name(output_dir, label, now_utc());
    if (auto created = journal::create_folder(aside); created.has_error())
        return created.error();
    for (const unbacked_file& file : files)
        if (auto copied = copy_file(file.path, aside, access); copied.has_error())
            return copied.error();
    return aside;
}

} // namespace preceptron::session
