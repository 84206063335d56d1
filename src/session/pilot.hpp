// A few entries of every cell first: what they cost and how long they take says what the rest will.
#pragma once

#include "benchmark/entry.hpp"
#include "benchmark/plan.hpp"
#include "journal/record.hpp"

#include <cstddef>
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
// known.
struct pilot_cell {
    std::string judge, task;
    std::size_t answered = 0;
    std::optional<double> p50_usd, p90_usd; // a trial with all its calls, scored or given up
    double p50_s = 0, p90_s = 0;            // a call, from leave to last byte
};

class pilot_watch {
  public:
    void add(const journal::attempt_record& r);
    void add(const journal::result_record& r);
    void add(const journal::fail_record& r);
    // Nothing when the pilot has no answer of this cell.
    std::optional<pilot_cell> cell(const std::string& judge, const std::string& task) const;

  private:
    struct sample {
        std::string judge, task;
        std::optional<double> usd;
        std::optional<double> seconds; // of an answer
    };
    // Of the calls before the last, and forgets it. Nothing when a cost is unknown.
    std::optional<double> take_earlier(const journal::trial_key& key);

    std::vector<sample> samples_;
    std::unordered_map<journal::trial_key, std::optional<double>, journal::key_hash> earlier_;
};

} // namespace preceptron::session
