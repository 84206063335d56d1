// The simulated provider: an HTTP server on the loopback that speaks the four providers' formats,
// judges by vocabulary, and misbehaves on demand. `preceptron simulate`, the demo and the
// end-to-end tests talk to it over real sockets and verified TLS.
#pragma once

#include "core/result.hpp"
#include "simulator/certificate.hpp"
#include "simulator/request_log.hpp"
#include "simulator/responder.hpp"
#include "simulator/session.hpp"
#include "simulator/session_group.hpp"
#include "simulator/tls_server_context.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace preceptron::simulator {

struct server_settings {
    std::uint16_t port = 0; // 0 = any free one
    bool plain = false;     // HTTP without TLS
    std::string ca_file;    // where the CA's certificate is written; "" = nowhere
    std::string log_file;   // "" = none
    std::chrono::milliseconds ttft{200};
    std::chrono::milliseconds most_ttft{0}; // when longer than `ttft`: evenly spread up to this
    std::chrono::milliseconds gap{20};
    int events = 20;           // pieces a streamed text comes in
    bool single_write = false; // a whole stream in one write after `ttft`: for measurements
    std::int64_t requests_per_minute = 0; // per key; 0 = no limit
    std::int64_t tokens_per_minute = 0;
    std::chrono::milliseconds halve_limits_after{0}; // from a key's first request; 0 = never
    std::vector<fault_rate> faults;
    std::chrono::milliseconds fault_wait{1000}; // retry-after of the fault status-429
    std::vector<std::string> refused_parameters; // answered with 400
    std::uint64_t seed = 1;
    bool require_key = false;
    certificate_flaws certificate;
    std::function<void(const std::string&)> warn{}; // of what stops nothing, once each
};

// Uses one thread, that which runs the io_context; only stop() may be called from others. The
// server is destroyed after io_context::run() has returned and before the io_context.
class server {
  public:
    server(boost::asio::io_context& context, server_settings settings);
    server(const server&) = delete;
    server& operator=(const server&) = delete;

    // Makes the certificate, opens the files and binds 127.0.0.1; the port. Serves once the
    // io_context runs. Call it once.
    result<std::uint16_t> start();

    // Closes the door and every connection; then the io_context has no more work from here.
    void stop();

    std::string origin() const; // "https://127.0.0.1:PORT"
    const std::string& authority_pem() const noexcept { return authority_pem_; }

  private:
    result<void> prepare();
    boost::asio::awaitable<void> accept_clients();

    boost::asio::io_context& context_;
    server_settings settings_;
    responder responder_;
    std::string authority_pem_;
    tls_server_context tls_;
    std::optional<request_log> log_;
    session_environment environment_;
    boost::asio::ip::tcp::acceptor acceptor_;
    session_group sessions_;
    std::uint16_t port_ = 0;
};

} // namespace preceptron::simulator
