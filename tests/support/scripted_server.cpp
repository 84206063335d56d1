#include "support/scripted_server.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>
#include <stdexcept>

namespace preceptron::tests {

using asio::ip::tcp;
using simulator::peer_stream;

namespace {

constexpr std::string_view head_end = "\r\n\r\n";

// Of the request's head; 0 = it announces no body.
std::size_t body_size(std::string_view head) {
    constexpr std::string_view name = "Content-Length: ";
    const std::size_t at = head.find(name);
    std::size_t size = 0;
    if (at != std::string_view::npos)
        std::from_chars(head.data() + at + name.size(), head.data() + head.size(), size);
    return size;
}

// One request's bytes, or as many as came before the client went away.
asio::awaitable<bool> read_request(peer_stream& peer, std::string& request, bool head_only) {
    std::array<char, 16 * 1024> buffer;
    for (std::size_t need = std::string::npos;;) {
        if (const std::size_t end = request.find(head_end); end != std::string::npos)
            need = end + head_end.size() +
                   (head_only ? 0 : body_size(std::string_view(request).substr(0, end)));
        if (request.size() >= need)
            co_return true;
        const std::size_t n = co_await peer.read_some(buffer.data(), buffer.size());
        if (n == 0)
            co_return false;
        request.append(buffer.data(), n);
    }
}

asio::awaitable<void> wait(std::chrono::milliseconds how_long) {
    if (how_long.count() == 0)
        co_return;
    asio::steady_timer timer(co_await asio::this_coro::executor, how_long);
    co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
}

// False when the client has gone.
asio::awaitable<bool> play(peer_stream& peer, const turn& now) {
    std::string_view rest = now.bytes;
    // 1xx responses come before the head that counts.
    const std::size_t first_end = rest.find(head_end);
    const std::size_t head =
        first_end == std::string_view::npos ? rest.size() : first_end + head_end.size();
    if (now.head_pause.count() > 0) {
        if (!co_await peer.write(rest.substr(0, head)))
            co_return false;
        rest.remove_prefix(head);
        co_await wait(now.head_pause);
    }
    while (!rest.empty()) {
        const std::size_t n = std::min(now.piece, rest.size());
        if (!co_await peer.write(rest.substr(0, n)))
            co_return false;
        rest.remove_prefix(n);
        co_await wait(now.gap);
    }
    for (std::uint64_t i = 0; i < now.times; ++i) {
        const bool sent = co_await peer.write(now.filler);
        if (!sent)
            co_return false;
    }
    co_return true;
}

struct counted {
    explicit counted(int& n) : number(n) { ++number; }
    ~counted() { --number; }
    counted(const counted&) = delete;
    counted& operator=(const counted&) = delete;
    int& number;
};

} // namespace

std::string whole_response(std::string_view body, std::string_view more_fields) {
    return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n" + std::string(more_fields) + "\r\n" +
           std::string(body);
}

std::string chunked_head(std::string_view content_type) {
    return "HTTP/1.1 200 OK\r\nContent-Type: " + std::string(content_type) +
           "\r\nTransfer-Encoding: chunked\r\n\r\n";
}

std::string chunk(std::string_view text) {
    char size[17];
    const auto end = std::to_chars(size, size + sizeof size, text.size(), 16).ptr;
    return std::string(size, end) + "\r\n" + std::string(text) + "\r\n";
}

scripted_server::scripted_server(asio::any_io_executor executor, std::deque<turn> script,
                                 speaks protocol, const simulator::certificate_flaws& flaws)
    : state_(std::make_shared<state>()) {
    std::signal(SIGPIPE, SIG_IGN); // as main() does: the client's OpenSSL writes with write(2)
    state_->script = std::move(script);
    if (protocol == speaks::tls) {
        auto made = simulator::make_certificate(flaws);
        auto context = simulator::make_tls_server_context(made.value());
        state_->tls = std::move(context.value());
        state_->authority_pem = made->authority_pem;
    }
    const auto door = std::make_shared<tcp::acceptor>(
        executor, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    door_ = door;
    state_->port = door->local_endpoint().port();
    asio::co_spawn(executor, accept(state_, door), asio::detached);
}

void scripted_server::close_door() {
    if (const auto door = door_.lock())
        door->close();
}

asio::awaitable<void> scripted_server::accept(std::shared_ptr<state> s,
                                              std::shared_ptr<tcp::acceptor> door) {
    for (;;) {
        auto [error, socket] = co_await door->async_accept(asio::as_tuple(asio::use_awaitable));
        if (error)
            co_return;
        ++s->accepted;
        asio::co_spawn(co_await asio::this_coro::executor, serve(s, std::move(socket)),
                       asio::detached);
    }
}

asio::awaitable<void> scripted_server::serve(std::shared_ptr<state> s, tcp::socket socket) {
    peer_stream peer(std::move(socket), s->tls.get());
    const counted open(s->open_now);
    if (!co_await peer.handshake())
        co_return;
    ++s->greeted;
    for (;;) {
        std::string request;
        const bool head_only = !s->script.empty() && s->script.front().at_head;
        const bool whole = co_await read_request(peer, request, head_only);
        if (!request.empty())
            s->requests.push_back(std::move(request));
        if (!whole)
            co_return;
        turn now{"HTTP/1.1 500 Unscripted\r\nContent-Length: 0\r\n\r\n"};
        if (!s->script.empty()) {
            now = std::move(s->script.front());
            s->script.pop_front();
        }
        if (!co_await play(peer, now))
            co_return;
        ++s->played;
        co_await wait(now.end_pause);
        char byte = 0;
        switch (now.then) {
        case turn::after::keep:
            continue;
        case turn::after::close:
            peer.close();
            co_return;
        case turn::after::drop: // destroying the stream closes the socket and says nothing
            co_return;
        case turn::after::reset:
            peer.reset();
            co_return;
        case turn::after::hang:
            co_await peer.read_some(&byte, 1);
            co_return;
        }
    }
}

} // namespace preceptron::tests
