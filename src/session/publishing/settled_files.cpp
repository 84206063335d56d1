#include "session/publishing/settled_files.hpp"

#include "core/folder.hpp"
#include "journal/recovery.hpp"
#include "results/folder_layout.hpp"
#include "session/planning/adoptable_rows.hpp"

#include <algorithm>
#include <string>

namespace preceptron::session {

namespace fs = std::filesystem;

namespace {

bool are_alike(const fs::path& one, const fs::path& other) {
    std::error_code ec;
    const auto size = fs::file_size(one, ec);
    if (ec || fs::file_size(other, ec) != size || ec)
        return false;
    const auto bytes = journal::read_range(one, 0, size);
    const auto others = journal::read_range(other, 0, size);
    return bytes && others && *bytes == *others;
}

bool has_adopted_copy(const fs::path& file, const std::vector<std::string>& names) {
    return std::ranges::any_of(names, [&file](const std::string& name) {
        return results::is_copies_folder(name, results::adopted_label) &&
               are_alike(file, file.parent_path() / name / file.filename());
    });
}

bool has_rows_to_take(const unbacked_file& file, const run_inputs& inputs,
                      const journal::stored_results& stored) {
    const auto found = find_adoptable({&file, 1}, inputs, stored);
    return found.has_error() || !found->records.empty();
}

} // namespace

void drop_settled(std::vector<unbacked_file>& files, const run_inputs& inputs,
                  const journal::journal_contents& stored) {
    if (files.empty())
        return;
    std::error_code ec;
    const auto names = names_in(inputs.config.output_dir.value, ec);
    std::erase_if(files, [&](const unbacked_file& file) {
        return has_adopted_copy(file.path, names) &&
               !has_rows_to_take(file, inputs, stored.results);
    });
}

std::vector<unbacked_file> find_unsettled_files(const run_inputs& inputs,
                                                std::span<const cell_name> cells,
                                                const journal::journal_contents& stored) {
    auto files = find_unbacked_files(inputs.config.output_dir.value, cells, stored);
    drop_settled(files, inputs, stored);
    return files;
}

} // namespace preceptron::session
