#include "cli/output/output_folder.hpp"

#include "results/folder_layout.hpp"

#include <cerrno>
#include <system_error>

#include <unistd.h>

namespace preceptron::cli {

namespace fs = std::filesystem;

namespace {

failure cannot_create(const fs::path& folder, const std::string& why) {
    return fail(errc::cannot_create, "cannot create " + folder.string() + ": " + why);
}

// Result files come last: what cannot be written then had better be known before any call.
result<void> check_access(const fs::path& folder) {
    if (::access(folder.c_str(), W_OK | X_OK) != 0)
        return fail(errc::cannot_create, "cannot write to " + folder.string() + ": " +
                                             std::generic_category().message(errno));
    std::error_code no_such_file;
    if (const fs::path file = results::failures_in(folder); fs::is_directory(file, no_such_file))
        return cannot_create(file, "it is a folder: move it out of the way");
    return {};
}

} // namespace

result<void> create_output_folder(const fs::path& folder) {
    std::error_code ec;
    fs::create_directories(folder, ec);
    if (ec || !fs::is_directory(folder, ec))
        return cannot_create(folder, ec ? ec.message() : "it is no folder");
    return check_access(folder);
}

result<void> check_output_folder(const fs::path& folder) {
    std::error_code ec;
    fs::path there = folder;
    while (!there.empty() && !fs::exists(there, ec) && there != there.parent_path())
        there = there.parent_path();
    if (!fs::is_directory(there, ec))
        return cannot_create(folder, there.string() + " is no folder");
    return check_access(there);
}

config::problem at_output_dir(const failure& f, const config::configuration& config,
                              const session::run_options& options) {
    if (options.output_dir)
        return {{}, {}, "--output-dir: " + f.message, f.code};
    return {config.file, config.output_dir.where, "output_dir: " + f.message, f.code};
}

} // namespace preceptron::cli
