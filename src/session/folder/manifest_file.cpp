#include "session/folder/manifest_file.hpp"

#include "core/folder.hpp"
#include "journal/descriptor.hpp"
#include "results/folder_layout.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <limits>
#include <vector>

#include <fcntl.h>

namespace preceptron::session {

namespace fs = std::filesystem;

namespace {

bool is_of_a_run(const fs::path& folder) {
    std::error_code ec;
    return fs::is_regular_file(results::checkpoint_in(folder) / "manifest.json", ec);
}

// Where a run has written to instead: beside what was named, or in it.
std::string folder_meant(const fs::path& folder) {
    std::error_code ec;
    std::vector<fs::path> near{folder.parent_path()};
    if (folder.filename() != results::checkpoint_name) {
        near.clear();
        for (const std::string& name : names_in(folder, ec))
            near.push_back(folder / name);
        std::ranges::sort(near);
    }
    const auto found = std::ranges::find_if(near, is_of_a_run);
    return found == near.end() ? "" : "; did you mean " + found->string() + "?";
}

} // namespace

fs::path manifest_path(const fs::path& output_dir) {
    return results::checkpoint_in(fs::absolute(output_dir).lexically_normal()) / "manifest.json";
}

result<std::string> read_manifest_text(const fs::path& manifest) {
    if (!journal::open_file(manifest, O_RDONLY) && (errno == ENOENT || errno == ENOTDIR))
        return fail(errc::no_such_input,
                    manifest.string() +
                        ": not found: no run of preceptron has written to this folder" +
                        folder_meant(manifest.parent_path().parent_path()));
    return journal::read_range(manifest, 0, std::numeric_limits<std::uint64_t>::max());
}

result<void> write_manifest_text(const fs::path& checkpoint, std::string_view text,
                                 results::file_access access) {
    auto file = results::atomic_file::create(checkpoint, "manifest.json", access);
    if (!file)
        return file.error();
    if (auto written = file->write(text); !written)
        return written;
    return file->commit();
}

failure damaged_manifest(const fs::path& manifest, std::string_view what) {
    return fail(errc::bad_journal,
                manifest.string() + " is not a manifest of ours: " + std::string(what));
}

} // namespace preceptron::session
