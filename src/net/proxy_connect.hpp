// A tunnel through an HTTP proxy (CONNECT). The proxy learns the host and port that are asked for
// and its own credentials, nothing else: TLS is spoken with the origin, inside.
#pragma once

#include "core/result.hpp"
#include "core/secret.hpp"
#include "net/origin.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <string>

namespace preceptron::net {

class connection;

struct proxy {
    std::string host;
    std::uint16_t port = 80;
    std::string url;                       // holds no password: safe to print
    std::string named;                     // where the user has given it
    const secret* authorization = nullptr; // "Basic …"
    mutable bool has_served = false; // a tunnel was opened: where it is gone, it may come back

    // "the proxy http://proxy.example:3128 (HTTPS_PROXY)"
    std::string text() const { return "the proxy " + url + " (" + named + ")"; }
};

// Over a connection to the proxy that carried nothing yet; afterwards it carries what the peer
// says. errc::provider_stopped: the proxy will not let us through, however often it is asked.
boost::asio::awaitable<result<void>> connect_through(connection& c, const proxy& via);

} // namespace preceptron::net
