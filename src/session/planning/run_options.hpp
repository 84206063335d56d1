// What a run's command line asks for, on top of the configuration.
#pragma once

#include "benchmark/failure_class.hpp"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace preceptron::session {

// What becomes of stored results whose question has changed (another prompt, model or sampling).
enum class stale_results {
    refuse,  // nothing is sent
    rejudge, // they are asked, and paid, again
    keep,    // they stand
};

struct run_options {
    std::filesystem::path config = "config.yaml";
    std::optional<std::filesystem::path> keys;
    std::optional<std::filesystem::path> output_dir;
    std::optional<std::filesystem::path> dataset;
    std::vector<std::string> judges;  // empty = all
    std::vector<std::string> tasks;   // empty = the configuration's
    std::optional<std::size_t> limit; // entries per task
    stale_results stale = stale_results::refuse;
    bool retry_failed = false;
    std::set<failure_class> retry_classes; // of retry_failed; empty = all
    bool accept_failures = false;
    bool adopt = false; // takes in result files that another program has left
    bool dry_run = false;
    bool checks_keys = false; // of a dry run: a missing key is a mistake, too
    std::size_t pilot = 0; // entries a cell that go first; 0 = all at once
    bool yes = false;      // goes on after the pilot without asking
    bool private_files = false; // 0600
    bool strict = false;        // warnings are errors
    std::chrono::milliseconds drain = std::chrono::seconds(20); // after TERM or HUP
};

} // namespace preceptron::session
