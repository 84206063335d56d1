// The runner's end of the journal: appends on the event loop, syncs on a worker thread, and keeps
// what could not be written until it can.
#pragma once

#include "async/blocking_worker.hpp"
#include "journal/writer.hpp"
#include "runner/run_observer.hpp"

#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <variant>

namespace preceptron::runner {

class run_journal {
  public:
    using record = std::variant<journal::start_record, journal::attempt_record,
                                journal::result_record, journal::fail_record>;

    // Both outlive it.
    run_journal(journal::writer& out, run_observer& observer);

    // Saves the record and tells the observer. When the system refuses, the record is held and
    // problem() says why: nothing new should be sent.
    void append(record r);

    // Saves the start of a call, or fails and keeps nothing of it: then nothing may leave.
    result<void> append_start(const journal::start_record& r);

    // As journal::writer::reserve.
    result<void> reserve(std::uint64_t bytes) { return out_.reserve(bytes); }
    // The mean length of a record of this run so far; 0 when there is none.
    std::uint64_t usual_bytes() const;

    // Tries to save what is held; true when nothing is held any more.
    bool retry_held();

    // Blocks until all that is saved is durable, or cannot be made so.
    void drain();

    std::size_t held() const noexcept { return held_.size(); }
    // Why something is held, or why the journal is closed for good.
    std::optional<failure> problem() const;
    // Closed for good: no room that is made on the disk helps.
    bool broken() const;

  private:
    result<void> save(const record& r);
    void tell(const record& r);
    void sync();

    journal::writer& out_;
    run_observer& observer_;
    std::deque<record> held_;
    std::optional<failure> append_failure_;
    mutable std::mutex mutex_;
    std::optional<failure> sync_failure_; // guarded: set by the worker
    async::blocking_worker worker_;       // last: it uses all of the above
};

} // namespace preceptron::runner
