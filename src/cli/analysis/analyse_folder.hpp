// The analysis of an output folder, as `analyze` prints it whole and `run` its head.
#pragma once

#include "analysis/analysis.hpp"
#include "cli/analysis/stored_run.hpp"
#include "cli/console/console.hpp"
#include "core/result.hpp"
#include "results/ratings.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

namespace preceptron::cli {

struct folder_request {
    std::filesystem::path folder;
    std::optional<std::filesystem::path> dataset; // if it is no longer where it was
    std::vector<agreement::long_rating> raters;
    // Flags over the configuration's settings; may fail. Empty = none.
    std::function<result<void>(analysis::settings&)> adjust;
};

// The analysis with what it was made from.
struct analysed_folder {
    stored_run run;
    results::ratings ratings; // those that were analysed
    analysis::report report;
};

// Changes of settings since they were frozen, at the folder's first call, are among the notes.
result<analysed_folder> analyse_folder(const folder_request& request);

// The figures that are context: data/published_agreement.yaml, built in.
analysis::published_figures published_agreement();

// The headline of a folder on stdout, for the end of a run. What keeps it from being made is a
// warning. 0, or the errno with which stdout refused it.
int print_headline(const std::filesystem::path& output_dir, const console& out);

} // namespace preceptron::cli
