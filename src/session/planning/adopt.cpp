#include "session/planning/adopt.hpp"

#include "results/folder_layout.hpp"

#include <utility>
#include <vector>

namespace preceptron::session {

result<adoption> adopt(std::span<const unbacked_file> files, const run_inputs& inputs,
                       const journal::stored_results& stored, journal::writer& journal,
                       results::file_access access) {
    adoption done;
    if (files.empty())
        return done;
    // All are made before any is saved, and they are saved together or not at all: a file whose
    // rows are in the journal in part would not be looked at again.
    auto found = find_adoptable(files, inputs, stored);
    if (found.has_error())
        return found.error();
    done.rows = std::move(*found);
    auto aside = copy_aside(files, inputs.config.output_dir.value, results::adopted_label, access);
    if (aside.has_error())
        return aside.error();
    done.aside = std::move(*aside);
    std::vector<journal::call_record> records(done.rows.records.begin(), done.rows.records.end());
    if (!records.empty())
        if (auto saved = journal.append_segment(records); saved.has_error())
            return saved.error();
    return done;
}

} // namespace preceptron::session
