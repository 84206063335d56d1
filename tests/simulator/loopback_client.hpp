// A blocking HTTP client for tests, over verified TLS or plain, and a server that runs beside it.
#pragma once

#include "simulator/server.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <thread>

namespace preceptron::simulator {

// On a thread of its own until the end of the scope.
class running_server {
  public:
    explicit running_server(server_settings settings) : server_(context_, std::move(settings)) {
        const auto started = server_.start();
        BOOST_REQUIRE_MESSAGE(started.has_value(), started.error().message);
        port_ = *started;
        thread_ = std::thread([this] { context_.run(); });
    }
    ~running_server() {
        server_.stop();
        thread_.join();
    }
    std::uint16_t port() const { return port_; }
    const server& operator*() const { return server_; }

  private:
    boost::asio::io_context context_;
    server server_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

using http_answer = boost::beast::http::response<boost::beast::http::string_body>;

// One connection. `authority` empty = plain. Throws boost::system::system_error.
class loopback_client {
  public:
    loopback_client(std::uint16_t port, const std::string& authority) : socket_(context_) {
        socket_.connect({boost::asio::ip::address_v4::loopback(), port});
        if (authority.empty())
            return;
        namespace ssl = boost::asio::ssl;
        tls_.set_verify_mode(ssl::verify_peer);
        tls_.add_certificate_authority(boost::asio::buffer(authority));
        secure_.emplace(socket_, tls_);
        secure_->set_verify_callback(ssl::host_name_verification("127.0.0.1"));
        secure_->handshake(ssl::stream_base::client);
    }

    template<class Request>
    void send(const Request& request) {
        if (secure_)
            boost::beast::http::write(*secure_, request);
        else
            boost::beast::http::write(socket_, request);
    }

    void send_raw(std::string_view bytes) {
        boost::asio::write(socket_, boost::asio::buffer(bytes));
    }

    // The whole response; what arrived before an error stays in `answer`.
    boost::system::error_code receive(http_answer& answer) {
        boost::beast::http::response_parser<boost::beast::http::string_body> parser;
        boost::system::error_code error;
        if (secure_)
            boost::beast::http::read(*secure_, buffer_, parser, error);
        else
            boost::beast::http::read(socket_, buffer_, parser, error);
        answer = parser.release();
        return error;
    }

    // What arrives next, over TLS.
    std::string receive_some() {
        std::string bytes(16 * 1024, '\0');
        bytes.resize(secure_->read_some(boost::asio::buffer(bytes)));
        return bytes;
    }

    boost::asio::ip::tcp::socket& socket() { return socket_; }
    SSL* native_tls() { return secure_->native_handle(); }

  private:
    boost::asio::io_context context_;
    boost::asio::ssl::context tls_{boost::asio::ssl::context::tls_client};
    boost::asio::ip::tcp::socket socket_;
    std::optional<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> secure_;
    boost::beast::flat_buffer buffer_;
};

} // namespace preceptron::simulator
