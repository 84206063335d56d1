// Flags over the configuration's `analysis` that may be wanted of any analysis of a folder.
#pragma once

#include "analysis/settings.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <optional>
#include <string>

namespace preceptron::cli {

struct settings_flags {
    std::string primary; // empty = not given
    std::optional<std::filesystem::path> split;

    void apply(analysis::settings& s) const;
};

// --primary and --split.
void add_settings_flags(CLI::App* command, settings_flags& into);

} // namespace preceptron::cli
