// Everything config.yaml says, with the documented defaults filled in. Only session/ and
// cli/ see this whole: they hand each part of the program its own few values.
#pragma once

#include "benchmark/judge_spec.hpp"
#include "benchmark/rate_limits.hpp"
#include "config/problem.hpp"
#include "config/proxy_settings.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace preceptron::config {

// A value that others check later, against what config does not know.
template<class T>
struct located {
    T value{};
    position where;
};

struct timeouts {
    std::chrono::milliseconds connect = std::chrono::seconds(10);
    std::chrono::milliseconds first_byte = std::chrono::seconds(600);
    std::chrono::milliseconds idle = std::chrono::seconds(120);
    std::chrono::milliseconds total = std::chrono::seconds(900);
};

struct retries {
    int max_attempts = 6;
    std::chrono::milliseconds max_wait = std::chrono::hours(1);
};

enum class entry_order { prefix, dataset };

struct analysis_settings {
    std::string primary = "qwk"; // or mae
    double margin = 0.05;        // of QWK
    std::uint64_t seed = 1;
    int replicates = 10000;
    std::map<std::string, std::vector<located<std::string>>> families; // a name is in one alone
    std::optional<located<std::filesystem::path>> split; // absolute
};

// One configured model. spec.base_url, spec.account and spec.key_name are filled.
struct configured_judge {
    judge_spec spec;
    position item; // where its entry in the list begins
    position name, provider, model_id, prompt, base_url, key;
    located<std::optional<int>> threads; // as given: see account::threads for what holds

    // Of this judge alone, beside its account's. Empty for a judge on an account of its own: there
    // they are the account's.
    rate_limits limits;
    position limits_at;
};

// What judges of one provider, base URL and key share. See config/accounts.hpp.
struct account {
    std::string name{}; // judge_spec::account
    std::string provider{};
    std::string base_url{};
    std::string key_name{};
    int threads = 10;
    rate_limits limits{};
    bool adaptive = true;
    bool loopback = false;
};

// Paths that are named elsewhere, on the command line say: config.yaml may be silent on them.
struct paths_elsewhere {
    bool dataset = false, output_dir = false;
};

struct configuration {
    std::filesystem::path file;                  // absolute
    located<std::filesystem::path> dataset_path; // absolute, as all paths here
    located<std::filesystem::path> output_dir;   // empty, as that: named elsewhere alone
    std::vector<located<std::string>> tasks; // empty = all
    std::vector<configured_judge> judges;    // at least one
    std::vector<account> accounts;           // in the order of their first judges

    std::optional<int> threads_for_all;
    std::map<std::string, int> threads_by_provider;
    std::map<std::string, rate_limits> limits_by_provider;
    std::optional<bool> adaptive; // absent: on, but off for loopback

    config::timeouts timeouts;
    config::retries retries;
    std::optional<double> budget_usd;
    std::map<std::string, located<std::string>> task_aliases; // without those of task files
    std::optional<located<std::filesystem::path>> tasks_dir;
    entry_order order = entry_order::prefix;
    std::optional<std::vector<std::string>> allowed_hosts; // lower case
    std::optional<proxy_settings> proxy;
    bool without_proxy = false; // proxy: none, whatever the environment says
    std::optional<located<std::filesystem::path>> ca_file;
    analysis_settings analysis;
};

} // namespace preceptron::config
