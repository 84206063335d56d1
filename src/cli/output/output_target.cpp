#include "cli/output/output_target.hpp"

#include "cli/analysis/analysis_settings.hpp"
#include "journal/segment.hpp"
#include "results/file_name.hpp"
#include "results/folder_layout.hpp"
#include "session/folder/manifest.hpp"

#include <algorithm>
#include <system_error>

namespace preceptron::cli {

namespace fs = std::filesystem;

namespace {

constexpr int most_links = 40; // as Linux follows

bool is_of_a_journal(const fs::path& path) {
    for (fs::path at = path; at != at.parent_path(); at = at.parent_path())
        if (at.filename() == results::checkpoint_name)
            if (const auto segments = journal::list_segments(at); segments && !segments->empty())
                return true;
    return false;
}

std::vector<fs::path> made_from(const fs::path& output_dir) {
    const auto made_with = session::read_manifest(output_dir);
    if (!made_with)
        return {};
    std::vector<fs::path> files{made_with->dataset, made_with->config_file};
    if (const auto settings = read_analysis_settings(made_with->analysis);
        settings && !settings->split.empty())
        files.emplace_back(settings->split);
    return files;
}

// What a run publishes, and would write over again.
std::vector<fs::path> results_of(const fs::path& output_dir) {
    const auto made_with = session::read_manifest(output_dir);
    if (!made_with)
        return {};
    std::vector<fs::path> files{results::failures_in(output_dir)};
    for (const results::published_judge& judge : made_with->judges)
        for (const std::string& task : made_with->tasks)
            files.push_back(output_dir / results::result_file_name(judge.name, task));
    return files;
}

// Those of the inputs, those that files among them lie in, and that of the target.
std::vector<fs::path> folders_of(const fs::path& path, const std::vector<fs::path>& inputs) {
    std::vector<fs::path> folders{link_target(path).parent_path()};
    std::error_code ec;
    for (const fs::path& input : inputs)
        folders.push_back(fs::is_directory(input, ec) ? input : link_target(input).parent_path());
    return folders;
}

bool is_the_same(const fs::path& a, const fs::path& b) {
    std::error_code ec;
    return fs::weakly_canonical(link_target(a), ec) == fs::weakly_canonical(link_target(b), ec) ||
           fs::equivalent(a, b, ec);
}

} // namespace

fs::path link_target(const fs::path& path) {
    std::error_code ec;
    fs::path file = fs::absolute(path);
    for (int links = 0; links < most_links && fs::is_symlink(file, ec); ++links)
        file = file.parent_path() / fs::read_symlink(file, ec);
    return file;
}

result<void> refuse_journal(const std::string& flag, const fs::path& path) {
    std::error_code ec;
    for (const fs::path& named :
         {fs::weakly_canonical(link_target(path), ec), fs::absolute(path).lexically_normal()})
        if (is_of_a_journal(named))
            return fail(errc::usage, flag + ": " + path.string() +
                                         " lies where a run keeps its journal: give another place");
    return {};
}

result<void> check_output(const std::string& flag, const fs::path& path,
                          const std::vector<fs::path>& inputs) {
    std::error_code ec;
    if (path.filename().empty()) {
        const bool folder = fs::is_directory(path, ec);
        return fail(folder ? errc::usage : errc::cannot_create,
                    flag + ": " + path.string() + (folder ? " is a folder" : " is not there") +
                        ": give the name of a file");
    }
    if (auto good = refuse_journal(flag, path); !good)
        return good;
    const std::vector<fs::path> folders = folders_of(path, inputs);
    for (const fs::path& folder : folders)
        for (const fs::path& file : results_of(folder))
            if (is_the_same(path, file))
                return fail(errc::usage, flag + ": " + path.string() +
                                             " is one of the folder's own results: give another "
                                             "name");
    if (!fs::is_regular_file(path, ec)) // a terminal may be read and written
        return {};
    const auto is_the_file = [&](const fs::path& input) {
        std::error_code unknown;
        return fs::equivalent(path, input, unknown);
    };
    const auto is_made_from_it = [&](const fs::path& folder) {
        return std::ranges::any_of(made_from(folder), is_the_file);
    };
    if (std::ranges::any_of(inputs, is_the_file) || std::ranges::any_of(folders, is_made_from_it))
        return fail(errc::usage, flag + ": " + path.string() +
                                     " is an input, and would be replaced: give another name");
    return {};
}

} // namespace preceptron::cli
