// One run's event loop: lanes, trials, signals, progress, and the publication of cells as they
// become complete. Single-threaded but for two helpers that block: fdatasync and publishing.
#pragma once

#include "benchmark/spending.hpp"
#include "core/result.hpp"
#include "journal/recovery.hpp"
#include "net/origin.hpp"
#include "runner/progress.hpp"
#include "session/pilot.hpp"
#include "session/planning/make_plan.hpp"
#include "session/publishing/publish.hpp"
#include "session/run_watch.hpp"
#include "session/session_end.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string_view>

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

// Runs until every open trial is settled or the run is ended. errc::bad_configuration when TLS
// cannot be set up; then nothing was sent.
result<session_end> run_session(const run_inputs& inputs, const planned_run& planned,
                                journal::opened_journal& journal, run_watch& watch,
                                runner::progress_view& view, const publication& target,
                                const session_settings& settings);

} // namespace preceptron::session
