// One TCP connection, with TLS where the origin asks for it, maybe through a proxy. Every wait can be ended from outside
// by close(). The program must ignore SIGPIPE: OpenSSL writes to the socket with write(2).
#pragma once

#include "core/result.hpp"
#include "net/host_lookup.hpp"
#include "net/origin.hpp"
#include "net/path_state.hpp"
#include "net/proxy_connect.hpp"
#include "net/tls_context.hpp"
#include "net/tls_session.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace preceptron::net {

namespace asio = boost::asio;

class connection {
  public:
    // `tls` may be null for plain http origins only, `via` for a direct connection; both must
    // outlive the connection, as must `tickets`, which are the peer's. `names` looks up whom to
    // connect to: the proxy, or else the peer.
    connection(asio::any_io_executor executor, origin peer, host_lookup& names,
               const tls_context* tls, session_tickets& tickets, const proxy* via = nullptr);
    ~connection();
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;

    // Resolves, connects to the first address that answers, opens the proxy's tunnel, and completes
    // the TLS handshake.
    asio::awaitable<result<void>> open();

    // How long an address is waited for that has others behind it: as long as its first packet may
    // be lost once. Where IPv6 leads nowhere, most connect deadlines would pass on it.
    std::chrono::milliseconds patience_with_address{2'500};

    // At least one byte, or 0 when the peer ended the stream in an orderly way.
    asio::awaitable<result<std::size_t>> read_some(std::span<char> into);
    // The same in two halves, for who reads event by event: nothing is allocated where nothing is
    // waited for.
    result<tls_session::progress> read_now(std::span<char> into);
    asio::awaitable<result<void>> wait_until(readiness which);
    asio::awaitable<result<void>> pause(std::chrono::milliseconds length);
    // `taken`, where it is given, counts the bytes that the kernel took, also where it fails: of
    // TLS those in whole records, as no peer can read others.
    asio::awaitable<result<void>> write_all(std::string_view bytes, std::size_t* taken = nullptr);

    // Whether an idle connection could carry another request, as far as this end can know.
    bool idle() noexcept;
    // Whether bytes may be read that the socket no longer holds: no wait would tell of them.
    bool holds_bytes() const noexcept;

    // Of an open connection: whether the peer's machine still answers. Through a proxy it is the
    // proxy's.
    std::optional<path_state> path() const noexcept;

    // Ends every pending wait with errc::cancelled and closes the socket. Safe at any time.
    void close() noexcept;

    const origin& peer() const noexcept { return peer_; }
    // The peer and the proxy on the way to it, for messages.
    std::string route() const;

  private:
    asio::awaitable<result<void>> connect_tcp();
    boost::system::error_code forget_the_connect(const asio::ip::tcp& protocol);
    asio::awaitable<result<void>> start_tls();
    result<tls_session::progress> write_now(std::span<const char> from);
    failure unreachable(std::string why) const;
    failure lost(const boost::system::error_code& ec) const;

    asio::ip::tcp::socket socket_;
    asio::steady_timer patience_; // for a name that is looked up, and for pauses
    origin peer_;
    host_lookup& names_;
    const tls_context* tls_;
    session_tickets& tickets_;
    const proxy* via_;
    std::optional<tls_session> session_;
    bool closed_ = false;
};

} // namespace preceptron::net
