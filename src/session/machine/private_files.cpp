#include "session/machine/private_files.hpp"

#include "core/folder.hpp"
#include "results/file_name.hpp"
#include "results/folder_layout.hpp"

#include <string>
#include <string_view>

namespace preceptron::session {

namespace fs = std::filesystem;

namespace {

constexpr fs::perms of_others = fs::perms::group_all | fs::perms::others_all;

void hide(const fs::path& file, hidden_files& done) {
    std::error_code ec;
    const fs::file_status status = fs::symlink_status(file, ec);
    if (!fs::is_regular_file(status) || (status.permissions() & of_others) == fs::perms::none)
        return;
    fs::permissions(file, of_others, fs::perm_options::remove, ec);
    if (ec)
        done.open.push_back(
            fail(errc::io, "others may still use " + file.string() + ": " + ec.message()));
    else
        ++done.changed;
}

void hide_all_in(const fs::path& folder, std::string_view ending, hidden_files& done) {
    std::error_code ec;
    if (!fs::is_directory(fs::symlink_status(folder, ec)))
        return;
    for (const std::string& name : names_in(folder, ec))
        if (name.ends_with(ending))
            hide(folder / name, done);
}

bool is_of_copies(std::string_view name) {
    return results::is_copies_folder(name, results::adopted_label) ||
           results::is_copies_folder(name, results::replaced_label);
}

} // namespace

hidden_files hide_files(const fs::path& output_dir, const journal::stored_results& stored) {
    hidden_files done;
    // Where checkpoint/ is a link, the run writes to where it leads. Of other links nobody knows
    // whose files they lead to.
    std::error_code ec;
    const fs::path checkpoint = results::checkpoint_in(output_dir);
    const bool linked = fs::is_symlink(fs::symlink_status(checkpoint, ec));
    hide_all_in(linked ? fs::canonical(checkpoint, ec) : checkpoint, "", done);
    for (const auto& cell : stored.cells())
        hide(output_dir / results::result_file_name(cell.judge, cell.task), done);
    for (const std::string_view name :
         {results::failures_name, results::report_name, results::agreement_name})
        hide(output_dir / name, done);
    for (const std::string_view ending : results::chart_endings)
        hide_all_in(output_dir / results::charts_name, ending, done);
    for (const std::string& name : names_in(output_dir, ec))
        if (is_of_copies(name))
            hide_all_in(output_dir / name, "", done);
    return done;
}

} // namespace preceptron::session
