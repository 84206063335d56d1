// A client's connection, with or without TLS. OpenSSL works on the socket itself and Asio only
// waits for readiness, which costs a quarter of the memory of Asio's own SSL stream.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <openssl/ssl.h>

#include <cstddef>
#include <memory>
#include <string_view>

namespace preceptron::simulator {

class peer_stream {
  public:
    // Without a context the connection is plain. The context outlives the stream.
    peer_stream(boost::asio::ip::tcp::socket socket, SSL_CTX* context);

    // False when the connection is of no further use: the peer is gone, did not speak TLS, or the
    // wait was cancelled. Why does not matter to a server of tests.
    boost::asio::awaitable<bool> handshake();
    boost::asio::awaitable<bool> write(std::string_view bytes);

    // The number of bytes read; 0 when the connection is of no further use.
    boost::asio::awaitable<std::size_t> read_some(char* into, std::size_t size);

    void close(); // orderly: says close_notify, waits for nothing
    void reset(); // TCP RST

  private:
    enum class next { done, wait_to_read, wait_to_write, failed };
    struct ssl_deleter {
        void operator()(SSL* ssl) const noexcept { SSL_free(ssl); }
    };

    next next_after(int ssl_result, bool is_write);
    next read_now(char* into, std::size_t size, std::size_t& got);
    next write_now(std::string_view bytes, std::size_t& sent);
    boost::asio::awaitable<bool> wait_for(next what);

    boost::asio::ip::tcp::socket socket_;
    std::unique_ptr<SSL, ssl_deleter> ssl_;
    bool usable_ = true;
};

} // namespace preceptron::simulator
