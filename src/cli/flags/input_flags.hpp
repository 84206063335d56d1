// What `analyze` and `report` read: one output folder, or files of ratings; and physicians' own
// ratings beside them.
#pragma once

#include "cli/analysis/analyse_files.hpp"
#include "cli/analysis/analyse_folder.hpp"
#include "core/result.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace preceptron::cli {

struct input_flags {
    std::vector<std::filesystem::path> inputs;
    std::optional<std::filesystem::path> dataset, raters;
    std::optional<std::string> max_score_column;

    // All files and folders among these.
    std::vector<std::filesystem::path> paths() const;
};

// INPUT.
void add_input_files(CLI::App* command, input_flags& into);
// --raters and --max-score-column.
void add_ratings_flags(CLI::App* command, input_flags& into);

enum class input_kind { folder, files };

// Flags over the settings of an analysis; may fail.
using adjust_settings = std::function<result<void>(analysis::settings&)>;

// Of one folder, or of files, as `kind` says: the other request is empty.
struct analysis_request {
    input_kind kind = input_kind::files;
    folder_request folder;
    files_request files;
};

// errc::usage where a folder is one of several inputs, a file is named twice, or a flag is for the
// other kind; errc::no_such_input; what read_raters says.
result<analysis_request> request_of(const input_flags& flags, const adjust_settings& adjust);

} // namespace preceptron::cli
