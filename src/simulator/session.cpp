#include "simulator/session.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <optional>
#include <utility>

namespace preceptron::simulator {

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using ending = response_script::ending;
using request_parser = http::request_parser<http::string_body>;

constexpr std::size_t read_size = 16 * 1024;
constexpr std::uint32_t header_limit = 64 * 1024;
constexpr std::uint64_t body_limit = 32 * 1024 * 1024; // Anthropic's, the smallest of the four

enum class arrival { complete, too_large, malformed, gone };

// Bytes past the request's end stay in `buffer`.
asio::awaitable<arrival> read_request(peer_stream& peer, boost::beast::flat_buffer& buffer,
                                      request_parser& parser) {
    bool continued = false;
    while (true) {
        boost::system::error_code error;
        if (buffer.size() > 0) {
            buffer.consume(parser.put(buffer.data(), error));
            if (error == http::error::body_limit)
                co_return arrival::too_large;
            if (error && error != http::error::need_more)
                co_return arrival::malformed;
            if (parser.is_done())
                co_return arrival::complete;
        }
        // A client that asked for leave to send its body would wait a second without it.
        if (parser.is_header_done() && !std::exchange(continued, true) &&
            parser.get()[http::field::expect] == "100-continue" &&
            !co_await peer.write("HTTP/1.1 100 Continue\r\n\r\n"))
            co_return arrival::gone;
        const auto room = buffer.prepare(read_size);
        const std::size_t got =
            co_await peer.read_some(static_cast<char*>(room.data()), room.size());
        if (got == 0)
            co_return arrival::gone;
        buffer.commit(got);
    }
}

void note(session_environment& environment, const log_entry& entry) {
    if (!environment.log)
        return;
    const auto written = environment.log->append(entry);
    if (!written && !std::exchange(environment.log_failed, true) && environment.warn)
        environment.warn(written.error().message);
}

// What no provider could read, either.
log_entry malformed_request() {
    log_entry entry;
    entry.time = now_utc();
    entry.status = 400;
    return entry;
}

responder::response respond(session_environment& environment, const request_parser& parser,
                            arrival arrived) {
    const auto& message = parser.get();
    const auto field = [&message](std::string_view name) -> std::string_view {
        return message[name];
    };
    const incoming_request request{
        message.method_string(), message.target(), field("authorization"),
        field("x-api-key"),      field("api-key"), field("anthropic-version"),
        message.body(),
    };
    const instant now{std::chrono::steady_clock::now(), now_utc()};
    responder::response made =
        arrived == arrival::too_large
            ? environment.answers->refuse_body(request, now)
            : environment.answers->respond(request, message.keep_alive(), now);
    note(environment, made.log);
    return made;
}

asio::awaitable<bool> wait_until(asio::steady_timer& timer, asio::steady_timer::time_point when) {
    timer.expires_at(when);
    const auto [error] = co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    co_return !error;
}

asio::awaitable<void> wait_for_the_client_to_leave(peer_stream& peer) {
    char ignored[512];
    while (co_await peer.read_some(ignored, sizeof ignored) > 0) {
    }
}

// True when the connection is ready for another request. Instants are counted from the start, so a
// late write does not delay those after it.
asio::awaitable<bool> play(peer_stream& peer, asio::steady_timer& timer,
                           const response_script& script) {
    const bool waits = script.first_after.count() > 0 || script.gap.count() > 0;
    auto due = waits ? asio::steady_timer::clock_type::now() + script.first_after
                     : asio::steady_timer::time_point();
    const std::string_view bytes = script.bytes;
    std::size_t begin = 0;
    for (const std::size_t end : script.writes) {
        const auto wait = begin == 0 ? script.first_after : script.gap;
        if (wait.count() > 0 && !co_await wait_until(timer, due))
            co_return false;
        if (!co_await peer.write(bytes.substr(begin, end - begin)))
            co_return false;
        begin = end;
        due += script.gap;
    }
    switch (script.end) {
    case ending::keep:
        co_return true;
    case ending::close:
        peer.close();
        break;
    case ending::reset:
        peer.reset();
        break;
    case ending::stall:
        co_await wait_for_the_client_to_leave(peer);
        break;
    }
    co_return false;
}

} // namespace

asio::awaitable<void> serve(session_environment& environment, asio::ip::tcp::socket socket) {
    asio::steady_timer timer(socket.get_executor());
    peer_stream peer(std::move(socket), environment.tls);
    boost::beast::flat_buffer buffer;
    bool again = co_await peer.handshake();
    while (again) {
        std::optional<request_parser> parser(std::in_place);
        parser->header_limit(header_limit);
        parser->body_limit(body_limit);
        parser->eager(true);
        const arrival arrived = co_await read_request(peer, buffer, *parser);
        if (arrived == arrival::malformed) {
            note(environment, malformed_request());
            co_await peer.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n"
                                "Connection: close\r\n\r\n");
        }
        if (arrived == arrival::too_large) {
            const responder::response made = respond(environment, *parser, arrived);
            // A connection that is closed over what nobody has read is reset, and the answer lost.
            if (co_await peer.write(made.script.bytes))
                co_await wait_for_the_client_to_leave(peer);
        }
        if (arrived != arrival::complete) {
            peer.close();
            co_return;
        }
        const responder::response made = respond(environment, *parser, arrived);
        parser.reset(); // thousands of streams in flight keep no request
        if (buffer.size() == 0)
            buffer = {};
        again = co_await play(peer, timer, made.script);
    }
}

} // namespace preceptron::simulator
