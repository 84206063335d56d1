// Whether an answer could be stored: nothing is sent for which the disk has no room. A full disk
// closes the room, which says so and looks again every second; the run goes on by itself.
#pragma once

#include "async/sleepers.hpp"
#include "runner/run_journal.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <utility>

namespace preceptron::runner {

namespace asio = boost::asio;

class journal_room {
  public:
    using clock = std::chrono::steady_clock;

    // Space for one call's records, given back when it goes out of scope. Outlived by the room.
    class place {
      public:
        place() = default;
        place(place&& other) noexcept : owner_(std::exchange(other.owner_, nullptr)) {}
        place& operator=(place&& other) noexcept;
        ~place() { release(); }

        void release() noexcept;
        explicit operator bool() const noexcept { return owner_ != nullptr; }

      private:
        friend class journal_room;
        explicit place(journal_room& owner) noexcept;
        journal_room* owner_ = nullptr;
    };

    // All three outlive it.
    journal_room(run_journal& journal, run_observer& observer, async::sleepers& naps)
        : journal_(journal), observer_(observer), naps_(naps) {}
    journal_room(const journal_room&) = delete;
    journal_room& operator=(const journal_room&) = delete;

    // Waits until one more call's records have their space on the disk. Empty when the run is
    // ending, or when the journal can never be written again.
    asio::awaitable<place> acquire();

    // Saves a start record, together with others of this turn of the loop: false when it could not
    // be, or when the run is ending, and then nothing may leave and nothing is remembered of it.
    // Acquire again.
    asio::awaitable<bool> save_start(journal::start_record r);

    // True once for each time that answers begin to be held: keep_trying() is to be spawned.
    bool begins_to_hold();

    // Writes what is held as soon as that is possible; returns when nothing is held or the run
    // ends.
    asio::awaitable<void> keep_trying();

    // One try, unless the last one is less than `interval` ago. True: there is room.
    bool look();

    // Nothing is sent for want of room.
    bool closed() const noexcept { return closed_; }

    static constexpr std::chrono::milliseconds usual_interval{1000};
    std::chrono::milliseconds interval = usual_interval;

  private:
    std::uint64_t bytes_wanted() const;
    void close(const failure& why);
    void open();

    run_journal& journal_;
    run_observer& observer_;
    async::sleepers& naps_;
    std::size_t places_ = 0;
    std::size_t most_places_ = 0;
    std::uint64_t most_held_ = 0; // since it was closed
    bool trying_ = false;         // keep_trying() runs
    bool closed_ = false;
    bool told_of_held_ = false; // since it was closed
    clock::time_point closed_at_{};
    clock::time_point told_at_{};
    clock::time_point next_look_{};
};

} // namespace preceptron::runner
