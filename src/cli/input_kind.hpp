// What `analyze` and `report` read: one output folder, or files of ratings.
#pragma once

#include "core/result.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace preceptron::cli {

enum class input_kind { folder, files };

// errc::usage where a folder is one of several inputs, or a file is named twice;
// errc::no_such_input.
result<input_kind> kind_of(const std::vector<std::filesystem::path>& inputs);

// errc::usage where a flag is given that is for the other kind.
result<void> check_fits(input_kind kind, const std::optional<std::filesystem::path>& dataset,
                        const std::optional<std::string>& max_score_column);

// --max-score-column.
void add_max_score_flag(CLI::App* command, std::optional<std::string>& into);

} // namespace preceptron::cli
