// A server of the tests' own on the loopback: it reads a request, plays the next turn of its
// script, and keeps what it was sent. It runs in the test's io_context, listens as long as that
// lives or until told otherwise, and holds no I/O object, so it may outlive it.
#pragma once

#include "simulator/certificate.hpp"
#include "simulator/peer_stream.hpp"
#include "simulator/tls_server_context.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::tests {

namespace asio = boost::asio;

// What happens after one request.
struct turn {
    enum class after {
        keep,  // the connection is ready for the next request
        close, // close_notify and FIN
        drop,  // FIN without close_notify: what an attacker can forge
        reset, // RST
        hang,  // silence until the client goes away
    };

    std::string bytes;
    after then = after::keep;
    std::size_t piece = std::string_view::npos; // bytes in one write
    std::chrono::milliseconds gap{0};           // between two writes
    std::chrono::milliseconds head_pause{0};    // after the response's head
    std::chrono::milliseconds end_pause{0};     // before what `then` says
    std::string filler{};                       // follows `bytes`, `times` times
    std::uint64_t times = 0;
    bool at_head = false; // once the request's head is there; of its body nothing more is read
};

// "HTTP/1.1 200 OK" with a Content-Length.
std::string whole_response(std::string_view body, std::string_view more_fields = "");
// Only the head of a chunked response.
std::string chunked_head(std::string_view content_type = "text/plain");
// `text` as one chunk; the empty one ends a body.
std::string chunk(std::string_view text);

class scripted_server {
  public:
    enum class speaks { tls, plain };

    // Listens at once. A server without any turn left answers 500.
    scripted_server(asio::any_io_executor executor, std::deque<turn> script,
                    speaks protocol = speaks::tls, const simulator::certificate_flaws& flaws = {});

    std::uint16_t port() const noexcept { return state_->port; }
    const std::string& authority_pem() const noexcept { return state_->authority_pem; }
    SSL_CTX* tls() noexcept { return state_->tls.get(); } // to be spoilt before the first client

    // Accepts nobody else; connections end when their clients go.
    void close_door();

    void add(turn next) { state_->script.push_back(std::move(next)); }

    // Everything that arrived, in the order of arrival, a string a request.
    const std::vector<std::string>& requests() const noexcept { return state_->requests; }
    int accepted() const noexcept { return state_->accepted; } // TCP connections
    int greeted() const noexcept { return state_->greeted; }   // of them, those whose TLS succeeded
    int played() const noexcept { return state_->played; }     // turns whose bytes are all sent
    int open_now() const noexcept { return state_->open_now; }

  private:
    struct state {
        std::deque<turn> script;
        std::vector<std::string> requests;
        std::string authority_pem;
        simulator::tls_server_context tls;
        std::uint16_t port = 0;
        int accepted = 0;
        int greeted = 0;
        int played = 0;
        int open_now = 0;
    };

    static asio::awaitable<void> accept(std::shared_ptr<state> s,
                                        std::shared_ptr<asio::ip::tcp::acceptor> door);
    static asio::awaitable<void> serve(std::shared_ptr<state> s, asio::ip::tcp::socket socket);

    std::shared_ptr<state> state_; // shared with the coroutines
    std::weak_ptr<asio::ip::tcp::acceptor> door_;
};

} // namespace preceptron::tests
