#include "session/publishing/missing_scores.hpp"

#include "core/grouped.hpp"
#include "core/printable.hpp"

#include <algorithm>
#include <string>
#include <system_error>

namespace preceptron::session {

namespace fs = std::filesystem;

namespace {

const results::published_file* file_of(const results::cell_summary& cell, const published& files) {
    const auto found = std::ranges::find(files.cells, cell_name{cell.judge, cell.task});
    return found == files.cells.end()
               ? nullptr
               : &files.files[static_cast<std::size_t>(found - files.cells.begin())];
}

std::string sentence(const results::cell_summary& cell, const results::published_file* file) {
    if (file && !stands_as_written(*file))
        return file->path.string() + " is not there as it was written";
    return printable(cell.judge, 40) + ", " + printable(cell.task, 40) + " has " +
           counted(cell.scored, "score", "scores") + ", and " +
           (file ? grouped(file->scores) + " of them are in " + file->path.string()
                 : "the journal as it is now has none of them");
}

} // namespace

bool stands_as_written(const results::published_file& file) {
    std::error_code error;
    const auto size = fs::file_size(file.path, error);
    return !error && size == file.bytes;
}

missing_scores find_missing_scores(const results::run_summary& counted, const published& files) {
    missing_scores missing;
    std::string all;
    for (const results::cell_summary& cell : counted.cells()) {
        const auto* const file = file_of(cell, files);
        const std::uint64_t there = file && stands_as_written(*file) ? file->scores : 0;
        if (there >= cell.scored)
            continue;
        missing.scores += cell.scored - there;
        if (file || files.unwritten.empty())
            all += (all.empty() ? "" : "; ") + sentence(cell, file);
    }
    if (!all.empty())
        missing.why =
            fail(errc::io, "results are missing: " + all +
                               ". Was the folder or its journal changed while the run went on?");
    return missing;
}

} // namespace preceptron::session
