// Reads the top-level keys of config.yaml other than models.
#pragma once

#include "config/config.hpp"
#include "config/map_reader.hpp"

#include <filesystem>

namespace preceptron::config {

// Where the benchmark is and what is done with it: version, dataset_path, output_dir, tasks, …
void read_benchmark_settings(map_reader& map, configuration& config,
                             const std::filesystem::path& folder, paths_elsewhere elsewhere,
                             problem_list& problems);

// How fast and how long: threads, limits, adaptive, timeouts, retries, budget_usd.
void read_run_settings(map_reader& map, configuration& config, problem_list& problems);

// What may be connected to: allowed_hosts, proxy, ca_file.
void read_network_settings(map_reader& map, configuration& config,
                           const std::filesystem::path& folder, problem_list& problems);

// analysis.
void read_analysis_settings(map_reader& map, configuration& config,
                            const std::filesystem::path& folder, problem_list& problems);

} // namespace preceptron::config
