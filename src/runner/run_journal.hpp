// The runner's end of the journal: appends on the event loop, syncs on a worker thread, and keeps
// what could not be written until it can.
//
// Outcomes are written together with the starts that follow them in the same turn of the loop, or a
// millisecond later where none follows: under load one write for many calls, whose requests then
// leave one right after the other. As the starts take along all outcomes before them, there are
// never more calls without an outcome in the file than there may be calls in flight.
#pragma once

#include "async/blocking_worker.hpp"
#include "journal/writer.hpp"
#include "runner/run_observer.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace preceptron::runner {

namespace asio = boost::asio;

class run_journal {
  public:
    using record = journal::call_record;
    static constexpr std::chrono::milliseconds longest_unsaved{1};

    // Both references outlive it; it holds no I/O object. `executor` is of the event loop, which
    // turns no more once this is gone.
    run_journal(asio::any_io_executor executor, journal::writer& out, run_observer& observer);

    // Saves the record about `longest_unsaved` later at most and then tells the observer. When the
    // system refuses, the record is held and problem() says why: nothing new should be sent.
    void append(record r);

    // Shared, so that nothing need be allocated where memory may be short.
    using reason = std::shared_ptr<const failure>;

    // Starts of calls that are saved together: what became of that, once it was tried.
    class start_batch {
        friend class run_journal;
        std::size_t size_ = 0;
        bool tried_ = false;
        reason refused_; // null = saved
    };
    using start_ticket = std::shared_ptr<const start_batch>;

    // The call must not leave before save() says so for what this returns.
    start_ticket append_start(const journal::start_record& r);

    // Saves the starts of the ticket's batch and all that was appended before, if nobody has done
    // so since; or fails and keeps nothing of the starts: then their calls may not leave.
    result<void> save(const start_ticket& ticket);

    // Nothing new is to be sent: no call leaves whose start is not saved yet.
    void withdraw_starts() noexcept;

    // Saves now what was appended.
    void flush();

    // Called each time that records begin to be held.
    void on_held(std::function<void()> call) { on_held_ = std::move(call); }

    // As journal::writer::reserve.
    result<void> reserve(std::uint64_t bytes) { return out_.reserve(bytes); }
    // The mean length of a record of this run so far; 0 when there is none.
    std::uint64_t usual_bytes() const;

    // Tries to save what is held; true when nothing is held any more.
    bool retry_held();

    // Saves the outcomes that were appended, withdraws starts, and blocks until all that is saved
    // is durable, or cannot be made so.
    void drain();

    // Not yet tried to save, start records apart.
    std::size_t pending_outcomes() const noexcept {
        return pending_.size() - (starts_ ? starts_->size_ : 0);
    }
    std::size_t held() const noexcept { return held_.size(); }
    // Why something is held, or why the journal is closed for good.
    std::optional<failure> problem() const;
    // Closed for good: no room that is made on the disk helps.
    bool broken() const;

  private:
    void save_soon();
    result<void> save_pending();
    void hold_pending(const failure& why);
    void forget_starts(reason why) noexcept;
    void settle_starts(reason refused) noexcept;
    void tell(const record& r);
    void sync();

    journal::writer& out_;
    run_observer& observer_;
    std::function<void()> on_held_;
    std::vector<record> pending_;         // appended, not yet tried to write
    std::shared_ptr<start_batch> starts_; // those among them; null = none
    asio::any_io_executor executor_;
    bool saved_soon_ = false; // a timer runs for what is pending
    std::deque<record> held_; // refused by the system
    const reason run_ends_, memory_is_short_;
    std::optional<failure> append_failure_;
    mutable std::mutex mutex_;
    std::optional<failure> sync_failure_; // guarded: set by the worker
    async::blocking_worker worker_;       // last: it uses all of the above
};

} // namespace preceptron::runner
