// What servers have refused of a judge's requests, in the journal once: later runs, and the report,
// know by it that a setting had no effect.
#pragma once

#include "journal/writer.hpp"
#include "runner/benchmark_run.hpp"

#include <set>
#include <span>
#include <string_view>
#include <vector>

namespace preceptron::session {

class refusal_records {
  public:
    explicit refusal_records(journal::writer& out) : out_(out) {}

    // Writes what the judges, the same in the same order each time, have learned since. What the
    // journal does not take is tried again by the next call.
    void update(std::span<const runner::tested_judge> judges);

  private:
    journal::writer& out_;
    std::vector<std::set<std::string_view>> written_; // of each judge
};

} // namespace preceptron::session
