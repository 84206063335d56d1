// What the journal records, as plain values. JOURNAL.md beside this file says how they are written.
#pragma once

#include "benchmark/attempt.hpp"
#include "core/timestamp.hpp"
#include "journal/key.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace preceptron::journal {

// Of the records' format. A reader refuses a segment whose `min_reader` is above its own number.
inline constexpr int format_version = 1;

struct dataset_identity {
    std::string path;
    std::string sha256;
    std::uint64_t entries = 0;
};

// First line of every segment.
struct head_record {
    int format = format_version;
    int min_reader = 1;
    int segment = 1;
    std::string version; // of the program
    std::string run_id;
    timestamp started{};
    dataset_identity dataset;
    std::string config_hash;
    std::string host;
    std::int64_t pid = 0;
    key_layout keys = key_layout::judge_first; // of the whole journal
    // In a segment begun after a failed sync: its first records repeat the bytes of the segment
    // before, from this offset on.
    std::optional<std::uint64_t> repeats_from;
};

// The template of a task's prompt, once per task and variant.
struct prompt_record {
    std::string task;
    std::string variant;
    std::string hash;
    std::string text; // not rendered
    key_layout keys = key_layout::judge_first; // as the head has it, which may be lost
};

// Written before a request leaves.
struct start_record {
    trial_key key{};
    int attempt = 1;                 // from 1
    std::optional<double> worst_usd; // what the call may cost at most; absent = price unknown
    timestamp time{};
};

// An exchange that ended with neither a result nor a final failure.
struct attempt_record {
    trial_key key{};
    // Whose, for observers: the journal has it in the result or the failure of this key.
    std::string judge, task, entry_id;
    int attempt = 1;
    failure_class kind = failure_class::transport;
    int http_status = 0;
    token_usage usage;
    std::optional<double> cost_usd;
    std::optional<std::chrono::milliseconds> server_wait;
    phase_times phases;
    std::string request_id; // for the provider's support; empty = none was told
    timestamp time{};
};

// Whose answer a result or failure is.
struct trial_record {
    trial_key key{};
    std::string judge;
    std::string task; // the entry's own `benchmark` value
    std::string entry_id;
    int repeat = 0;   // from 0
    int attempts = 1; // requests sent for it in this run
};

// An accepted answer.
struct result_record {
    std::uint64_t seq = 0; // set by the writer: grows by one a result over all segments
    trial_record trial;
    double score = 0; // finite
    std::string justification;
    std::string raw; // the answer's text as it came
    std::string provider;
    std::string model_id;
    std::string prompt; // variant
    std::string served_model;
    std::string fingerprint; // of the provider's backend; empty = none was told
    std::string finish_reason;
    token_usage usage;
    std::optional<double> cost_usd;
    phase_times phases;
    std::vector<std::string> context_missing; // wanted fields that the entry leaves empty
    timestamp time{};
};

// No score, and no further attempt in this run.
struct fail_record {
    trial_record trial;
    failure_class kind = failure_class::transport;
    bool retryable = false; // as in attempt_failure; decides about http_error in the next run
    int http_status = 0;
    std::string provider_code;
    std::string request_id; // for the provider's support; empty = none was told
    std::string message; // safe to print, without secrets
    std::string raw;
    std::optional<double> retry_after_s;
    token_usage usage; // of the last attempt: failures can be billed, too
    std::optional<double> cost_usd;
    phase_times phases;
    timestamp time{};
};

// Throughput settings changed in mid-run. The settings are JSON values, kept as text.
struct tune_record {
    std::string by;
    std::string old_settings = "null";
    std::string new_settings = "null";
    timestamp time{};
};

// A parameter that a judge's server would not take: for the rest of the run it is not sent.
struct refused_record {
    std::string judge;
    std::string model_id;
    std::string parameter; // as the configuration calls it
    timestamp time{};
};

// Which key a run has asked a trial with, where that is not the one of the result that stood: from
// here on the result of this key stands, or none, as long as there is none.
struct stand_record {
    trial_key key{};
    std::string judge;
    std::string task;
    std::string entry_id;
    int repeat = 0;
    timestamp time{};
};

// Whether an answer came of which nobody knows what it cost: a sum of costs lacks it. What the
// server refused costs nothing, but for a prompt that a filter has read and that was recorded
// without a cost (Azure bills it under its status 400); a call without an answer is counted as lost
// (double_billing).
inline bool lacks_cost(failure_class kind, int http_status,
                       const std::optional<double>& cost_usd) noexcept {
    const bool served = http_status >= 200 && http_status < 300;
    return (served || kind == failure_class::filtered) && !cost_usd;
}

// `verify --repair` has given up so many results of the journal, which nothing in it holds.
struct repaired_record {
    std::uint64_t missing = 0; // over all repairs
    timestamp time{};
};

// What held an account's calls back, over a run.
struct account_limits {
    std::string account;
    std::uint64_t looks = 0;                 // at it, twice a second, while it had work to do
    std::map<std::string, std::uint64_t> by; // of these looks, by pacing's limiting_factor_names
    std::string would_help;                  // against the most frequent; empty = nothing
};

struct end_record {
    std::uint64_t planned = 0;
    std::uint64_t scored = 0;
    std::uint64_t failed = 0;
    std::uint64_t requests = 0;
    timestamp time{};
    std::vector<account_limits> limits{}; // empty = nobody looked
};

} // namespace preceptron::journal
