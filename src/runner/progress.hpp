// How far a run is, at one moment, and who shows it.
#pragma once

#include "core/timestamp.hpp"
#include "pacing/limiting_factor.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::runner {

// A call that has been out for more than a minute.
struct old_call {
    std::string judge, entry;
    double age_s = 0;
    std::string state; // "thinking", "answering", "no sign of the server's machine for 40 s"
};

struct lane_progress {
    std::string name;
    std::uint64_t limit = 0;     // calls at a time, as it adapts
    std::uint64_t threads = 0;   // calls at a time, at most
    std::uint64_t in_flight = 0; // on the wire
    std::uint64_t waiting = 0;   // trials that wait for a slot, or for limits and pauses
    std::uint64_t sleeping = 0;  // trials between two attempts
    double sleeps_for_s = 0;     // until the first of them wakes
    std::string sleeps_after;    // "HTTP 500"
    double paused_for_s = 0;     // until the next call may go
    std::string waits_for;       // why; empty = nothing holds it
    bool held = false;           // by `tune --pause`
    std::optional<pacing::limiting_factor> limited_by; // absent = unknown
    std::string advice;          // what would help; empty = nothing
    std::vector<old_call> oldest;
    std::uint64_t done = 0, planned = 0; // trials, of this lane's judges
    std::optional<std::string> stopped;
};

// What the journal has lost.
struct journal_losses {
    std::uint64_t damaged = 0; // lines
    std::uint64_t missing = 0; // results
};

// Of all runs of a folder.
struct folder_money {
    double known_usd = 0;
    std::uint64_t unpriced_answers = 0; // whose cost is not in it
    std::uint64_t doubtful_calls = 0;   // possibly billed twice, at most
    std::optional<double> doubtful_usd; // of these, at their worst; absent = not known of all
    std::optional<double> most_usd;     // with all that may be on the bill; absent = the same
};

struct progress_snapshot {
    timestamp time{};
    double elapsed_s = 0;
    double age_s = 0;          // since it was so, where it is not of now: then no rate is known
    std::uint64_t planned = 0; // trials, reused ones included
    std::uint64_t done = 0;    // with a score or given up, reused ones included
    std::uint64_t reused = 0;
    std::uint64_t scored = 0;
    std::uint64_t failed = 0;    // given up
    std::uint64_t retryable = 0; // of them: the next run tries again
    std::uint64_t put_off = 0;   // of those: never sent, because the run could not go on
    std::uint64_t in_flight = 0;
    std::uint64_t saved = 0, durable = 0; // records
    double requests_per_s = 0;            // over the last half minute
    std::optional<double> eta_s;
    // Of this run, or, where none is at work, of all; absent = nothing is known of any price.
    std::optional<double> known_cost_usd;
    std::uint64_t unpriced_answers = 0;   // whose cost is not in it
    bool draining = false;
    // Of the lane that will be the last to finish; absent = unknown.
    std::optional<pacing::limiting_factor> limited_by;
    std::vector<lane_progress> lanes;
    std::optional<journal_losses> journal; // where it has been read for this
    std::optional<folder_money> folder;    // the same

    // What people are shown as done and as failed: what is put off is still to come.
    std::uint64_t settled() const noexcept { return done - std::min(done, put_off); }
    std::uint64_t given_up() const noexcept { return failed - std::min(failed, put_off); }
};

// The known cost, and whether it is all: "$4.11", "$4.11 and more". Empty = nothing is known.
std::string cost_text(const progress_snapshot& p);

// "limited by requests", "held by tune --pause"; empty = nothing limits it, or nobody knows.
std::string limit_text(std::optional<pacing::limiting_factor> limited_by);

// One line, "preceptron.progress/1", without a newline. Its `cost_usd` is null where the cost of an
// answer is unknown, as in the summary of a run.
std::string to_json(const progress_snapshot& p);

// Reads such a line; nothing when it is none. Members that are missing keep their defaults, but for
// the counts of the run; `journal` and `folder` are not read. Whoever may write to the folder has
// written it: its text is made printable.
std::optional<progress_snapshot> parse_progress(std::string_view json);

class progress_view {
  public:
    virtual ~progress_view() = default;

    // Called a few times a second; a view shows it as often as it finds fit. `last`: the run is
    // over, and this is how it ended.
    virtual void show(const progress_snapshot& p, bool last) = 0;

    // A line that stays, without a newline; safe to print.
    virtual void line(std::string_view text) = 0;

    // Takes away what is redrawn in place: something else is to be shown there.
    virtual void clear() {}
};

} // namespace preceptron::runner
