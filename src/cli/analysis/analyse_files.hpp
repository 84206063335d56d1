// The analysis of result files and of anybody's ratings.
#pragma once

#include "analysis/analysis.hpp"
#include "core/result.hpp"
#include "results/file_ratings.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace preceptron::cli {

struct files_request {
    std::vector<std::filesystem::path> files;
    results::grades grades = results::grades::needed;
    std::optional<std::string> max_score_column; // absent: max_score, where there is one
    std::vector<agreement::long_rating> raters;
    // Flags over the default settings; may fail.
    std::function<result<void>(analysis::settings&)> adjust;
};

// A file of physicians' own ratings alone has no judges: see is_of_physicians. errc::no_such_input,
// errc::bad_dataset; what `adjust` says.
result<analysis::report> analyse_files(const files_request& request);

} // namespace preceptron::cli
