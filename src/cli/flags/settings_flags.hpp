// Flags over the settings of an analysis, of a folder's configuration as of files'.
#pragma once

#include "analysis/settings.hpp"
#include "core/result.hpp"

#include <CLI/CLI.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace preceptron::cli {

struct settings_flags {
    std::string primary, intervals, spacing, repeats; // empty = not given
    std::optional<std::filesystem::path> split;
    std::optional<std::uint64_t> seed;
    std::optional<std::size_t> replicates;
    std::optional<double> margin;
    std::vector<double> scale;
    std::vector<std::filesystem::path> resamples;

    std::vector<std::filesystem::path> files() const; // that they name

    // What read_resamples says.
    result<void> apply(analysis::settings& s) const;
};

void add_settings_flags(CLI::App* command, settings_flags& into);

} // namespace preceptron::cli
