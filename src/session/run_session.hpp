// One run's event loop: lanes, trials, signals, progress, and the publication of cells as they
// become complete. Single-threaded but for two helpers that block: fdatasync and publishing.
#pragma once

#include "async/signal_hold.hpp"
#include "benchmark/spending.hpp"
#include "core/result.hpp"
#include "journal/recovery.hpp"
#include "net/origin.hpp"
#include "net/session_tickets.hpp"
#include "runner/progress.hpp"
#include "session/limit_tally.hpp"
#include "session/pilot.hpp"
#include "session/planning/make_plan.hpp"
#include "session/publishing/publish.hpp"
#include "session/run_watch.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::session {

struct session_settings {
    std::chrono::milliseconds drain{20'000}; // after TERM or HUP
    // Where every account is really reached: the simulated provider's port changes from run to run,
    // and is no part of the question.
    std::optional<net::origin> peer;
    // In earlier runs of this folder, what may have been billed twice included: counts against the
    // budget.
    spending spent;
    // What goes first, if not all goes at once. Before the rest `goes_on` is asked, which has the
    // terminal for itself: again and again until it has an answer, which may take a night. Without
    // `still_asked` only no is one.
    std::optional<split_plan> pilot{};
    std::function<std::optional<bool>(bool still_asked)> goes_on{};
    // Says what a signal does to the run; empty: the view does.
    std::function<void(std::string_view)> tell_signal{};
};

// How the loop ended.
struct session_end {
    int signal = 0;                    // that ended it; 0 = none
    std::vector<std::string> stopped;  // accounts and judges that no longer serve, a sentence each
    std::vector<std::string> given_up; // accounts and judges that may serve the next run
    bool budget_reached = false;
    spending spent;                   // over all runs of the folder
    std::optional<double> budget_usd; // as it was at the end
    main_limit limited_by;          // what held it back most of the time
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

// Runs until every open trial is settled or the run is ended. errc::bad_configuration when TLS
// cannot be set up; then nothing was sent.
result<session_end> run_session(const run_inputs& inputs, const planned_run& planned,
                                journal::opened_journal& journal, run_watch& watch,
                                runner::progress_view& view, const publication& target,
                                const session_settings& settings);

} // namespace preceptron::session
