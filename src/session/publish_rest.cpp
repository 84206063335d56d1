#include "session/publish_rest.hpp"

#include "journal/contents.hpp"

#include <algorithm>
#include <iterator>

namespace preceptron::session {

published publish_rest(const publication& target, std::span<const cell_name> cells,
                       session_end& end) {
    std::vector<cell_name> rest;
    std::ranges::copy_if(cells, std::back_inserter(rest), [&end](const cell_name& cell) {
        return std::ranges::find(end.written.cells, cell) == end.written.cells.end();
    });
    auto all = std::move(end.written);
    if (rest.empty() && !end.problem)
        return all; // the last cell was complete when it was published, and so were all
    auto more = publish(target, rest);
    if (more.has_error()) {
        if (!end.problem)
            end.problem = more.error();
        // What may have been billed twice is to be told all the same.
        if (const auto contents = journal::read_contents(target.output_dir / "checkpoint"))
            all.doubtful = contents->billing.total();
        return all;
    }
    std::ranges::move(more->files, std::back_inserter(all.files));
    std::ranges::move(more->cells, std::back_inserter(all.cells));
    all.failures = more->failures;
    all.doubtful = more->doubtful;
    return all;
}

} // namespace preceptron::session
