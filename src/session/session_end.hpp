// How a run ended: what its parts have to tell when the loop is over.
#pragma once

#include "async/signal_hold.hpp"
#include "benchmark/spending.hpp"
#include "core/result.hpp"
#include "journal/recovery.hpp"
#include "net/session_tickets.hpp"
#include "runner/benchmark_run.hpp"
#include "runner/run_journal.hpp"
#include "session/lane_set.hpp"
#include "session/limit_tally.hpp"
#include "session/publishing/publish.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace preceptron::session {

// How the loop ended.
struct session_end {
    int signal = 0;                    // that ended it; 0 = none
    std::vector<std::string> stopped;  // accounts and judges that no longer serve, a sentence each
    std::vector<std::string> given_up; // accounts and judges that may serve the next run
    bool budget_reached = false;
    spending spent;                              // over all runs of the folder
    std::optional<double> budget_usd;            // as it was at the end
    main_limit limited_by;                       // what held it back most of the time
    std::vector<journal::account_limits> limits; // and its accounts, in the journal's words
    net::handshake_count handshakes;
    published written;              // cells that were complete before the end; their files stand
    std::optional<failure> problem; // of the journal
    // The journal that was written to is not the one of the output folder any more: what can be
    // read there is not what the run has brought.
    bool misplaced = false;
    // What kept the loop informed does so no more; signals are remembered here instead.
    std::unique_ptr<async::signal_hold> signals;
};

// Which accounts no longer serve, and their handshakes.
void tell_of_accounts(session_end& end, const lane_set& lanes);

// Which judges no longer are served.
void tell_of_judges(session_end& end, std::span<const runner::tested_judge> judges);

// What went wrong with what was to be kept: records that are lost are worse than that the run had
// to be `broken` off, and a journal that is not where it was, or not there, is told as well.
void tell_of_journal(session_end& end, const runner::run_journal& written,
                     const std::optional<failure>& broken, journal::opened_journal& opened);

} // namespace preceptron::session
