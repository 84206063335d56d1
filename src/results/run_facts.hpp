// How the answers of a folder came about, over all its runs: when, from which models, how fast,
// with what trouble, for how much.
#pragma once

#include "benchmark/failure_class.hpp"
#include "core/result.hpp"
#include "core/timestamp.hpp"
#include "journal/contents.hpp"
#include "results/held_account.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace preceptron::results {

// A model as the provider named it in its answers.
struct served_model {
    std::string name;
    std::uint64_t answers = 0;
    timestamp first{}, last{};
};

// Of times in milliseconds; absent without any.
struct percentiles {
    std::optional<double> p50, p90, p99;
};

// How answers that count now were asked for; of adopted ones nobody knows.
struct asked_way {
    std::string provider, model_id, prompt; // the prompt's variant, or a task file's path
    std::uint64_t answers = 0;
};

struct judge_facts {
    std::string judge, provider, model_id;
    // Of the answers that count now, not of those that were judged again, in the order of
    // appearance: more than one is drift.
    std::vector<served_model> served;
    std::vector<asked_way> asked;  // of the answers that count now, too
    std::uint64_t adopted_now = 0; // of those: taken over from another program's files
    // Parameters that the server of a model refused, so that they were not sent: model_id, name.
    std::set<std::pair<std::string, std::string>> refused;
    std::uint64_t answers = 0;       // accepted ones
    std::uint64_t adopted = 0;       // of them: from another program's files, for no request
    std::uint64_t given_up = 0;      // trials that ended a run without one; a later run may have it
    std::uint64_t retries = 0;       // requests after one that came to no answer
    percentiles latency, first_byte; // of accepted answers
    // Of all calls, those without an accepted answer among them, as far as it is known.
    std::int64_t input_tokens = 0, output_tokens = 0;
    double cost_usd = 0;
    double failed_usd = 0;      // of it: of calls without an accepted answer
    std::uint64_t priced = 0;   // accepted answers whose cost is known
    std::uint64_t unpriced = 0; // calls with an answer, accepted or not, whose cost is not known

    // What an accepted answer cost on average, with the calls that came to none. Nothing when no
    // price is known.
    std::optional<double> usd_an_answer() const;
};

// Tokens and money of calls.
struct bill {
    std::int64_t input_tokens = 0, output_tokens = 0;
    double usd = 0;
    std::uint64_t unpriced = 0; // answers whose cost is not known
};

struct run_facts {
    std::optional<timestamp> first, last; // of the records
    double active_s = 0;                  // between records, without pauses of more than a minute
    double waiting_s = 0; // for answers, summed over all calls: / active_s = calls in flight
    std::uint64_t requests = 0, answers = 0;
    std::uint64_t rate_limited = 0;                  // answered with 429, 503 or 529
    // Calls without an answer that were made again, by the same run or a later one.
    std::map<failure_class, std::uint64_t> troubles;
    std::vector<judge_facts> judges; // in the order of appearance
    // Of attempts whose trial has no outcome yet: the journal does not say whose they are.
    bill unassigned;
    std::vector<held_account> held;  // in the order of appearance
    std::uint64_t held_requests = 0; // made by the runs that told what held them
};

// Reads every record. errc::io when the system refuses.
result<run_facts> read_run_facts(const journal::journal_contents& contents);

} // namespace preceptron::results
