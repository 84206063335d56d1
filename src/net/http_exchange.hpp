// One HTTP request and its response, under four deadlines. No redirects, no retries: what happened
// is told, and others decide.
#pragma once

#include "core/failure.hpp"
#include "core/secret.hpp"
#include "net/connection_pool.hpp"
#include "net/response_parser.hpp"
#include "wire/http_message.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <optional>
#include <string_view>

namespace preceptron::net {

// Ends the message of an error that a server may have answered a plain request with because it
// wants TLS. Nobody doubts this of one that has answered.
inline constexpr std::string_view https_in_doubt =
    "; base_url says http: does the server want https?";

struct exchange_deadlines {
    // From when its turn to connect has come: see connection_pool::turn_to_open.
    std::chrono::milliseconds connect{10'000};     // name, TCP, proxy, TLS; then again to send
    // From the request's last byte to a stream's head, or to the first byte of another body: an
    // answer that is not streamed may have its head sent long before it is thought out.
    std::chrono::milliseconds first_byte{600'000};
    std::chrono::milliseconds idle{120'000};       // between bytes of the answer
    std::chrono::milliseconds total{900'000};      // from the start to the response's last byte
};

// Steady-clock instants; absent = not reached.
struct exchange_times {
    using instant = std::optional<std::chrono::steady_clock::time_point>;
    instant started, connected, sent, first_byte, done;
};

struct exchange_outcome {
    wire::body_end end = wire::body_end::cut;
    // Why the exchange did not end as it should (end is cut, too_large or timed_out).
    std::optional<failure> error;
    bool request_left = false;      // a byte of it reached the kernel: it may be billed
    bool reused_connection = false; // kept alive from an earlier exchange
    bool heard = false;             // a byte came back, be it of an interim response
    exchange_times times;

    // A kept connection that turned out dead: the request can go out again at once. One that died
    // only after the server had the time to work on it is no such thing.
    bool stale_connection() const noexcept {
        constexpr std::chrono::seconds news_of_death{2}; // the longest round trip, and some more
        return reused_connection && !heard && end == wire::body_end::cut &&
               (!times.sent || !times.done || *times.done - *times.sent < news_of_death);
    }
};

enum class path { any, fresh }; // fresh: no connection that was kept

// `key` may be null; it is put into the request's bytes here and wiped with them. `key`, `pool` and
// `sink` must live until the exchange is over; `request` is let go of once it is sent.
asio::awaitable<exchange_outcome> exchange(connection_pool& pool, wire::http_request request,
                                           const secret* key, const exchange_deadlines& deadlines,
                                           response_sink& sink, path over = path::any);

} // namespace preceptron::net
