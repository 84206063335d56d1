// The runner's end of the journal: appends on the event loop, syncs on a worker thread, and keeps
// what could not be written until it can.
#pragma once

#include "async/blocking_worker.hpp"
#include "journal/writer.hpp"
#include "runner/run_observer.hpp"

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
    // failure() says why: nothing new should be sent.
    void append(record r);

    // Tries to save what is held; true when nothing is held any more.
    bool retry_held();

    // Blocks until all that is saved is durable, or cannot be made so.
    void drain();

    std::size_t held() const noexcept { return held_.size(); }
    std::optional<failure> problem() const;

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
