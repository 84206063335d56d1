#include "session/publishing/publish_rest.hpp"

#include "journal/contents.hpp"
#include "results/folder_layout.hpp"
#include "session/publishing/missing_scores.hpp"

#include <algorithm>
#include <iterator>

namespace preceptron::session {

namespace {

// Of the files that were written while the run went on, those that are still there.
published still_there(published written) {
    published kept = std::move(written);
    for (std::size_t i = kept.files.size(); i-- > 0;)
        if (!stands_as_written(kept.files[i])) {
            kept.files.erase(kept.files.begin() + static_cast<std::ptrdiff_t>(i));
            kept.cells.erase(kept.cells.begin() + static_cast<std::ptrdiff_t>(i));
        }
    return kept;
}

published publish_missing(const publication& target, std::span<const cell_name> cells,
                          session_end& end) {
    auto all = still_there(std::move(end.written));
    std::vector<cell_name> rest;
    std::ranges::copy_if(cells, std::back_inserter(rest), [&all](const cell_name& cell) {
        return std::ranges::find(all.cells, cell) == all.cells.end();
    });
    const bool left = has_left_files(target.output_dir, cells);
    if (rest.empty() && !end.problem && all.unwritten.empty() && !left)
        return all; // the last cell was complete when it was published, and so were all
    auto more = left ? publish_with_left(target, rest, cells) : publish(target, rest);
    if (more.has_error()) {
        if (!end.problem)
            end.problem = more.error();
        // What may have been billed twice is to be told all the same.
        if (const auto contents = journal::read_contents(results::checkpoint_in(target.output_dir)))
            all.doubtful = contents->billing.total();
        return all;
    }
    std::ranges::move(more->files, std::back_inserter(all.files));
    std::ranges::move(more->cells, std::back_inserter(all.cells));
    all.failures = more->failures;
    all.doubtful = more->doubtful;
    all.unwritten = std::move(more->unwritten);
    std::ranges::move(more->kept, std::back_inserter(all.kept));
    return all;
}

} // namespace

published publish_rest(const publication& target, std::span<const cell_name> cells,
                       const results::run_summary& counted, session_end& end) {
    if (end.misplaced) {
        auto none = std::move(end.written);
        none.missing = counted.scored();
        return none;
    }
    auto all = publish_missing(target, cells, end);
    auto missing = find_missing_scores(counted, all);
    all.missing = missing.scores;
    if (!end.problem)
        end.problem = std::move(missing.why);
    return all;
}

} // namespace preceptron::session
