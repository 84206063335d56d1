// Counts a run while it goes: for the summary, for progress, and for whoever waits for a cell.
#pragma once

#include "benchmark/plan.hpp"
#include "results/run_summary.hpp"
#include "runner/progress.hpp"
#include "runner/run_observer.hpp"
#include "session/budget_forecast.hpp"
#include "session/pilot.hpp"
#include "session/planning/run_inputs.hpp"
#include "session/run_log.hpp"

#include <array>
#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace preceptron::session {

class run_watch final : public runner::run_observer {
  public:
    using clock = std::chrono::steady_clock;

    using printer = std::function<void(std::string_view line)>;
    using cell_listener = std::function<void(const std::string& judge, const std::string& task)>;

    // `say` shows a line that stays. `log` outlives the watch.
    run_watch(const run_inputs& inputs, const plan& work, run_log& log, printer say);

    // Called once for each cell whose last open trial is settled.
    void on_cell_done(cell_listener done) { cell_done_ = std::move(done); }

    // Is shown the outcome of every call, until it is null.
    void show_outcomes(pilot_watch* to) { pilot_ = to; }

    // Shows every attempt that brought no answer, and every trial that is given up, as it happens.
    void on_each_failure(printer details) { details_ = std::move(details); }

    budget_forecast& forecast() noexcept { return forecast_; }

    void on_start(const journal::start_record& r) override;
    void on_attempt(const journal::attempt_record& r) override;
    void on_result(const journal::result_record& r) override;
    void on_fail(const journal::fail_record& r) override;
    void on_notice(std::string_view line) override;
    void on_refusal(std::string_view line, std::string_view said) override;

    // Counts, rate and ETA; what lanes and journal know is the caller's to add. No ETA while an
    // account that has something to do delivers nothing.
    runner::progress_snapshot snapshot(clock::time_point now);

    // Trials of one account's judges.
    struct account_count {
        std::string name;
        std::uint64_t done = 0, planned = 0; // done: with a score, or failed
        std::uint64_t put_off = 0;           // not sent, because the run could not go on
        double at_pace_s = 0; // what is open, at the pace of late: infinity where there is none

        std::uint64_t open() const noexcept { return planned - done - put_off; }
    };
    const std::vector<account_count>& accounts() const noexcept { return accounts_; }

    // A judge's trials that are not settled.
    std::uint64_t open(std::string_view judge) const noexcept;

    const results::run_summary& summary() const noexcept { return summary_; }

    // Of each class the first failure of this run, for the summary.
    const std::optional<std::string>& example(failure_class c) const noexcept {
        return examples_[static_cast<std::size_t>(c)];
    }
    // A judge that was asked in this run, and of whose calls none brought anything.
    struct silent_judge {
        std::string name;
        std::uint64_t calls = 0;
        std::string last; // "http_error, HTTP 529"
    };
    std::vector<silent_judge> silent_judges() const;

    // Failures that the next run would try again, and those that stay.
    std::uint64_t retryable() const noexcept { return retryable_; }
    std::uint64_t final_failures() const noexcept { return final_; }
    bool any_price() const noexcept { return any_price_; }

  private:
    struct cell_count {
        std::string judge, task;
        std::size_t account = 0; // in accounts_
        std::size_t open = 0;
    };
    void call_failed(const std::string& judge, failure_class kind, int http_status);
    // One trial more of an account's `count` that nothing more is to come of.
    void settle(const journal::trial_record& trial, std::uint64_t account_count::*count);

    run_log& log_;
    printer say_;
    printer details_; // empty = nobody asks
    cell_listener cell_done_;
    budget_forecast forecast_;
    pilot_watch* pilot_ = nullptr;
    results::run_summary summary_;
    std::vector<cell_count> cells_;
    std::vector<account_count> accounts_;
    std::map<std::string, silent_judge, std::less<>> silent_; // until the first answer
    std::set<std::string, std::less<>> answering_;            // judges
    std::array<std::optional<std::string>, failure_class_names.size()> examples_;
    std::uint64_t retryable_ = 0, final_ = 0;
    bool any_price_ = false;
    clock::time_point started_ = clock::now();
    // How much each account had settled at a moment.
    struct mark {
        clock::time_point when;
        std::vector<std::uint64_t> done;
    };
    void remember(clock::time_point now);
    std::deque<mark> marks_; // of the last half minute
};

} // namespace preceptron::session
