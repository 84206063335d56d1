// A few entries of every cell first: what they cost and how long they take says what the rest will.
#pragma once

#include "benchmark/entry.hpp"
#include "benchmark/plan.hpp"
#include "journal/record.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace preceptron::session {

struct split_plan {
    plan first, rest; // the same cells, their open trials divided
};

// `count` open entries of each cell, spread over its cases, in all their repeats, go first.
split_plan split_for_pilot(const plan& work, std::span<const entry> entries, std::size_t count);

// What one cell's pilot has shown. Quantiles by the nearest rank; costs are absent where none is
// known, and lack what nobody knows where only some are.
struct pilot_cell {
    std::string judge, task;
    std::size_t answered = 0;
    std::optional<double> p50_usd, p90_usd; // a trial with all its calls, scored or given up
    double p50_s = 0, p90_s = 0;            // a call, from leave to last byte
    std::uint64_t unpriced_answers = 0;     // whose cost is not in the trials'
};

class pilot_watch {
  public:
    void add(const journal::attempt_record& r);
    void add(const journal::result_record& r);
    void add(const journal::fail_record& r);
    // Nothing when the pilot has settled no trial of this cell. Where none was answered, times and
    // costs of a trial are not known.
    std::optional<pilot_cell> cell(const std::string& judge, const std::string& task) const;

  private:
    // Of some calls.
    struct known_cost {
        double usd = 0;
        std::uint64_t unpriced = 0; // answers that are not in it
        known_cost& operator+=(const known_cost& more) {
            usd += more.usd;
            unpriced += more.unpriced;
            return *this;
        }
    };
    struct sample {
        std::string judge, task;
        known_cost cost;
        std::optional<double> seconds; // of an answer
    };
    void add(const journal::trial_record& trial, const known_cost& last,
             std::optional<double> seconds);

    std::vector<sample> samples_;
    // Of the calls before a trial's last.
    std::unordered_map<journal::trial_key, known_cost, journal::key_hash> earlier_;
};

} // namespace preceptron::session
