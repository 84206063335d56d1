// One client's connection, from its handshake to its end: requests in, scripted responses out.
#pragma once

#include "simulator/peer_stream.hpp"
#include "simulator/request_log.hpp"
#include "simulator/responder.hpp"

#include <functional>
#include <string>

namespace preceptron::simulator {

// What all sessions of a server share; it outlives them. One thread only.
struct session_environment {
    SSL_CTX* tls = nullptr; // null = plain HTTP
    responder* answers = nullptr;
    request_log* log = nullptr; // null = no log
    std::function<void(const std::string&)> warn{}; // of what stops nothing; empty = nobody hears
    bool log_failed = false;                        // which is told once
};

// Ends without complaint when the client goes away or the wait is cancelled.
boost::asio::awaitable<void> serve(session_environment& environment,
                                   boost::asio::ip::tcp::socket socket);

} // namespace preceptron::simulator
