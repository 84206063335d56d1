// What a folder's manifest says about how its results were made, for the methods paragraph.
#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace preceptron::report {

struct made_judge {
    std::string name, provider, model_id, origin, prompt;
    std::string temperature; // "0", or "provider default"
    std::int64_t repeats = 1;
    std::string price; // "$2.5 / $1.25 cached / $10"; empty: unknown
    // Of older versions these are empty.
    std::string prompt_file{};      // a task file's path; empty: `prompt` is one of the task's own
    std::string reasoning_effort{}; // empty: none was asked for
    std::string extra_body{};       // JSON; empty: there was none
    std::vector<std::pair<std::string, std::string>> prompts{}; // task, name of the prompt used
    // Answers that count and were asked for in another way than all this says; where it is not
    // exact, at most so many. Not of the manifest alone.
    std::uint64_t asked_otherwise = 0;
    bool asked_otherwise_is_exact = true;
};

struct made_task {
    std::string name, title, source, scale;
    std::vector<std::pair<std::string, std::string>> prompt_hashes; // by variant
};

struct made_with {
    std::string version; // of the program that ran last
    std::string dataset, dataset_sha256;
    std::uint64_t entries = 0;
    std::vector<made_judge> judges;
    std::vector<made_task> tasks;
    std::uint64_t threads = 0; // of all accounts together
    std::uint64_t accounts = 0;
    std::string prices_as_of, config_hash;
    std::string config; // the effective configuration, JSON, without secrets
};

// The text of checkpoint/manifest.json. errc::bad_journal when it is none.
result<made_with> read_made_with(std::string_view manifest);

} // namespace preceptron::report
