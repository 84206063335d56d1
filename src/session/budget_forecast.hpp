// Whether what is left of the budget will do for what is left to ask, by what trials have cost so
// far. A budget that ends a run in the night had better be raised in the evening.
#pragma once

#include "benchmark/plan.hpp"
#include "journal/record.hpp"
#include "pacing/budget.hpp"
#include "session/planning/run_inputs.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace preceptron::session {

class budget_forecast {
  public:
    budget_forecast(const run_inputs& inputs, const plan& work);

    void add(const journal::attempt_record& r);
    void add(const journal::result_record& r);
    void add(const journal::fail_record& r);

    // What the open trials will cost, in USD, at the mean of their own judge and task, or of their
    // judge where too few of a task are settled. Of judges of whom too few are, nothing is counted.
    double rest_usd() const;

    // A sentence, when that is clearly more than what is left. Once for each limit: `tune` may have
    // set another.
    std::optional<std::string> doubt(const pacing::budget& money);

  private:
    struct cell_cost {
        std::string judge, task;
        std::uint64_t open = 0, settled = 0; // trials; settled: of this run, and sent
        double usd = 0;
    };
    cell_cost* cell(const std::string& judge, const std::string& task) noexcept;
    void settle(const journal::trial_record& trial, const std::optional<double>& usd);
    // Of all that the judge has settled; nothing when that is too little.
    std::optional<double> mean_of(const std::string& judge) const noexcept;

    std::string folder_; // of the run, as a word of a command
    std::vector<cell_cost> cells_;
    std::optional<double> told_of_; // the limit
};

} // namespace preceptron::session
