#include "net/http_exchange.hpp"

#include "async/deadline.hpp"
#include "net/burst_watch.hpp"
#include "net/request_bytes.hpp"

#include <span>
#include <string_view>
#include <utility>

namespace preceptron::net {

namespace {

using clock = std::chrono::steady_clock;

// How long a response's end is awaited whose content is known: a connection that can be kept saves
// a handshake, but some servers never end a stream after its last event.
constexpr std::chrono::milliseconds linger{250};

// "10", "0.04"
std::string seconds_text(std::chrono::milliseconds length) {
    std::string text = std::to_string(length.count());
    if (text.size() < 4)
        text.insert(0, 4 - text.size(), '0');
    text.insert(text.size() - 3, ".");
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.')
        text.pop_back();
    return text;
}

// The deadlines of one exchange, as one moving deadline that closes the connection. The total
// deadline is the ceiling of all the others.
class exchange_clock {
  public:
    exchange_clock(asio::any_io_executor executor, connection& c, const exchange_deadlines& limits,
                   clock::time_point started)
        : limits_(limits), ceiling_(started + limits.total),
          deadline_(std::move(executor), [this, &c] {
              expired_ = true;
              c.close();
          }) {
        enter("connect", "no connection within", limits.connect, started);
    }

    void connected(clock::time_point now) {
        enter("connect", "the request was not taken within", limits_.connect, now);
    }
    void request_sent(clock::time_point now) {
        enter("first_byte", "no answer within", limits_.first_byte, now);
    }
    void bytes_came(clock::time_point now) {
        enter("idle", "the answer stopped for", limits_.idle, now);
    }
    // The sink has all it wants; the response's end may follow.
    void satisfied(clock::time_point now) {
        enter("idle", "the answer did not end within", linger, now);
    }
    void finish() noexcept { deadline_.clear(); }

    bool expired() const noexcept { return expired_; }

    failure describe(const connection& c) const {
        return fail(errc::timed_out, c.route() + ": " + what_ + " " + seconds_text(length_) +
                                         " s (timeouts: " + name_ + ")");
    }

  private:
    void enter(const char* name, const char* what, std::chrono::milliseconds length,
               clock::time_point now) {
        clock::time_point due = now + length;
        name_ = name;
        what_ = what;
        length_ = length;
        if (due > ceiling_) {
            due = ceiling_;
            name_ = "total";
            what_ = "not finished within";
            length_ = limits_.total;
        }
        deadline_.set(due);
    }

    const exchange_deadlines limits_;
    const clock::time_point ceiling_;
    const char* name_ = "";
    const char* what_ = "";
    std::chrono::milliseconds length_{0};
    bool expired_ = false;
    async::deadline deadline_;
};

bool is_tls_alert(std::string_view bytes) {
    return bytes.starts_with("\x15\x03");
}

// A server that wants TLS answers a plain request with an alert, or by going.
failure broken_response(const origin& peer, const response_parser& parser, bool by_closing,
                        bool answers_plainly) {
    return fail(errc::network,
                peer.text() + (by_closing ? ": " : ": not as HTTP wants it: ") + parser.error() +
                    (peer.tls || answers_plainly ? std::string() : std::string(https_in_doubt)));
}

// Reads until the response ends in one way or another. Returns whether the connection can be kept.
asio::awaitable<bool> receive(connection& c, std::span<char> scratch, response_sink& sink,
                              exchange_clock& watch, exchange_outcome& outcome) {
    response_parser parser(sink);
    burst_watch burst;
    bool answers_plainly = outcome.reused_connection;
    // Bytes may have come along with the handshake's last; mostly there are none to read yet.
    readiness next = c.holds_bytes() ? readiness::done : readiness::wants_read;
    for (;;) {
        result<void> ready;
        if (next == readiness::wants_read && burst.in_burst()) {
            ready = co_await c.pause(burst.pause);
        } else if (next != readiness::done) {
            ready = co_await c.wait_until(next);
        }
        const auto step = ready.has_value() ? c.read_now(scratch) : ready.error();
        const auto now = clock::now();
        const bool satisfied = outcome.end == wire::body_end::stopped;
        if (step.has_error()) {
            if (!satisfied)
                outcome.error = step.error();
            co_return false;
        }
        next = step->next;
        if (next != readiness::done) {
            burst.found_nothing();
            continue;
        }
        // Asking once more would mostly be told to wait.
        next = step->more ? readiness::done : readiness::wants_read;
        const std::size_t n = step->bytes;
        burst.read_at(now);
        if (n > 0) {
            if (!outcome.heard)
                answers_plainly = !is_tls_alert({scratch.data(), n});
            outcome.heard = true;
            if (!outcome.times.first_byte)
                outcome.times.first_byte = now;
        }
        const bool by_closing = n == 0 && parser.ends_with_connection();
        const auto state = n == 0 ? parser.feed_end() : parser.feed({scratch.data(), n});
        if (parser.awaits_head()) // what came was of interim responses
            outcome.times.first_byte.reset();
        if (n > 0 && !satisfied && parser.answers())
            watch.bytes_came(now);
        switch (state) {
        case response_parser::state::reading:
            break;
        case response_parser::state::complete:
            outcome.end = by_closing ? wire::body_end::closed : wire::body_end::complete;
            co_return parser.keep_alive() && !by_closing;
        case response_parser::state::satisfied:
            if (!satisfied) {
                outcome.end = wire::body_end::stopped;
                outcome.times.done = now;
                watch.satisfied(now);
            }
            break;
        case response_parser::state::broken:
            if (satisfied)
                co_return false;
            if (parser.too_large())
                outcome.end = wire::body_end::too_large;
            outcome.error = broken_response(c.peer(), parser, n == 0, answers_plainly);
            co_return false;
        }
    }
}

} // namespace

asio::awaitable<exchange_outcome> exchange(connection_pool& pool, wire::http_request request,
                                           const secret* key, const exchange_deadlines& deadlines,
                                           response_sink& sink, path over) {
    exchange_outcome outcome;
    std::unique_ptr<connection> c;
    if (over == path::any)
        c = pool.take_idle(clock::now());
    async::semaphore::permit opening;
    if (!c) {
        opening = co_await pool.turn_to_open();
        if (over == path::any)
            c = pool.take_idle(clock::now()); // one may have come back meanwhile
    }
    const auto started = clock::now(); // no server is to be blamed for the wait
    outcome.times.started = started;
    outcome.reused_connection = c != nullptr;
    if (!c)
        c = pool.make();
    exchange_clock watch(co_await asio::this_coro::executor, *c, deadlines, started);
    sink.on_connection(c.get());

    result<void> step;
    if (!outcome.reused_connection) {
        step = co_await c->open();
        if (step.has_value()) {
            outcome.times.connected = clock::now();
            pool.opened_in(*outcome.times.connected - started);
        }
    }
    opening.release();
    if (step.has_value()) {
        watch.connected(outcome.times.connected.value_or(started));
        const request_bytes bytes(request, pool.peer(), key);
        std::size_t taken = 0;
        sink.on_request();
        step = co_await c->write_all(bytes.view(), &taken);
        outcome.request_left = taken > 0;
    }
    // Six kilobytes of a stream's memory while the answer is awaited; an assignment would keep
    // them.
    std::exchange(request, {});
    bool keep = false;
    if (step.has_value()) {
        outcome.times.sent = clock::now();
        watch.request_sent(*outcome.times.sent);
        keep = co_await receive(*c, pool.scratch(), sink, watch, outcome);
    } else {
        // Who refuses a request need not take all of it before he says so and closes. Of a kept
        // connection that is dead the request goes out again, on another.
        if (step.error().code == errc::network && !outcome.reused_connection)
            co_await receive(*c, pool.scratch(), sink, watch, outcome);
        const bool answered = outcome.end != wire::body_end::cut;
        if (!answered && (!outcome.error || outcome.error->code == errc::network))
            outcome.error = step.error();
    }
    // No server takes a request before the handshake is over for it, too.
    if (outcome.error && outcome.error->code == errc::untrusted_peer)
        outcome.request_left = false;
    watch.finish();
    sink.on_connection(nullptr);
    if (!outcome.times.done)
        outcome.times.done = clock::now();
    if (watch.expired() && outcome.error) {
        outcome.end = wire::body_end::timed_out;
        outcome.error = watch.describe(*c);
    }
    if (keep)
        pool.keep(std::move(c), *outcome.times.done);
    co_return outcome;
}

} // namespace preceptron::net
