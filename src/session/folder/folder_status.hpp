// How far a folder's judging is, from its journal, its manifest and its live.json alone: no lock is
// taken, nothing is written, so a run that lives is not disturbed.
#pragma once

#include "benchmark/spending.hpp"
#include "core/result.hpp"
#include "journal/contents.hpp"
#include "session/folder/live_file.hpp"
#include "session/folder/manifest.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace preceptron::session {

struct cell_status {
    std::string judge, task;
    std::uint64_t planned = 0; // trials; by any run
    std::uint64_t in_last = 0; // of these: by the last run, and what others settled beside its plan
    std::uint64_t scored = 0;
    std::uint64_t failed = 0;    // given up, whether for good or not
    std::uint64_t retryable = 0; // of these: asked again
    std::uint64_t put_off = 0;   // of those: never sent, because the run could not go on

    std::uint64_t settled() const noexcept { return scored + failed_for_good(); }
    std::uint64_t failed_for_good() const noexcept { return failed - std::min(failed, retryable); }
    std::uint64_t to_ask() const noexcept;
    std::uint64_t last_asks() const noexcept; // of these: what the last run's command would ask
};

struct class_status {
    failure_class kind = failure_class::transport;
    bool asked_again = false; // by the next run; some of a class may be, others not
    std::uint64_t trials = 0;
    std::string example; // one of them, safe to print; empty = which they are is not known
};

struct folder_status {
    std::filesystem::path folder; // absolute
    manifest made_with;
    std::optional<live_run> live;
    // In the plan's order; stored ones outside the plan follow. Judges and repeats that are not
    // asked for any more are not counted, nor is what the manifest says stands for nothing.
    std::vector<cell_status> cells;
    std::vector<class_status> failures;
    journal::doubtful_calls doubtful; // calls that live are not among them
    spending spent;                   // over all runs
    double dearest_call_usd = 0;      // at its worst
    std::uint64_t unpriced_answers = 0; // answers whose cost is not among them
    std::uint64_t records = 0, damaged = 0, missing = 0; // of the journal
    std::string refusal; // why no run goes on with it; empty = one would
    results::left_out left_out;                          // standing results that are not counted
    std::string unbacked; // result files are there that the journal knows nothing of; empty = none

    // Trials; at least those with an outcome.
    std::uint64_t planned() const noexcept;
    std::uint64_t scored() const noexcept;
    std::uint64_t failed() const noexcept;
    std::uint64_t retryable() const noexcept;
    std::uint64_t put_off() const noexcept;
    std::uint64_t to_ask() const noexcept;
    std::uint64_t last_asks() const noexcept;
    // As a run would show it: of the live run, or what can be said of one that has ended.
    runner::progress_snapshot progress() const;
};

// errc::no_such_input: no run has been here. errc::bad_journal as read_contents().
result<folder_status> read_folder_status(const std::filesystem::path& folder);

} // namespace preceptron::session
