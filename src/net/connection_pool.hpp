// Kept-alive connections to one origin. It never retries and never waits for a free one: how many
// are in use is the caller's semaphore's affair.
#pragma once

#include "async/semaphore.hpp"
#include "net/connection.hpp"
#include "net/opening_window.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <deque>
#include <limits>
#include <memory>
#include <span>

namespace preceptron::net {

class connection_pool {
  public:
    using clock = std::chrono::steady_clock;
    // Front ends close idle connections after about a minute; ours go before that.
    static constexpr std::chrono::seconds most_idle{45};

    // `tls` may be null for plain http, `via` where no proxy is on the way; both must outlive the
    // pool. At most `opening` connections are opened at a time.
    connection_pool(asio::any_io_executor executor, origin peer, const tls_context* tls,
                    const proxy* via = nullptr, std::size_t opening = opening_window::most)
        : executor_(std::move(executor)), peer_(std::move(peer)), tls_(tls), via_(via),
          names_(executor_, via ? via->host : peer_.host), window_(opening),
          openings_(executor_, window_.size()) {}
    connection_pool(const connection_pool&) = delete;
    connection_pool& operator=(const connection_pool&) = delete;

    // A kept connection that still looks alive, the most recently used first; null when there is
    // none.
    std::unique_ptr<connection> take_idle(clock::time_point now);

    // To be held while a new connection is opened. The wait for it is under no deadline, but those
    // ahead are. Throws as semaphore::acquire does.
    asio::awaitable<async::semaphore::permit> turn_to_open() { return openings_.acquire(); }

    // It has been opened, in that time: perhaps another may be opened beside.
    void opened_in(clock::duration time) noexcept {
        window_.opened_in(time);
        if (openings_.limit() < window_.size())
            openings_.set_limit(window_.size());
    }

    // Whoever waits for a turn need not: where nothing more is served, all had better find out.
    void open_the_door() noexcept { openings_.set_limit(std::numeric_limits<std::size_t>::max()); }

    // A new connection, not yet open.
    std::unique_ptr<connection> make();

    // Gives a connection back in a state that allows another request.
    void keep(std::unique_ptr<connection> c, clock::time_point now);

    // Closes the longest unused beyond so many.
    void keep_at_most(std::size_t idle) noexcept {
        while (idle_.size() > idle)
            idle_.pop_front();
    }

    // Closes all idle connections, and forgets their sessions.
    void clear() noexcept {
        idle_.clear();
        tickets_.forget();
    }

    // Where bytes are read to on their way to a parser: one for all streams, each of which would
    // otherwise hold it while it waits. What is in it lasts until the next wait.
    std::span<char> scratch() noexcept { return scratch_; }

    const handshake_count& handshakes() const noexcept { return tickets_.counted(); }

    const origin& peer() const noexcept { return peer_; }
    std::size_t idle() const noexcept { return idle_.size(); }

  private:
    struct kept {
        std::unique_ptr<connection> held;
        clock::time_point since;
    };

    asio::any_io_executor executor_;
    origin peer_;
    const tls_context* tls_;
    const proxy* via_;
    host_lookup names_;
    session_tickets tickets_;
    opening_window window_;
    async::semaphore openings_;
    std::deque<kept> idle_; // oldest first
    std::array<char, 16 * 1024> scratch_;
};

} // namespace preceptron::net
