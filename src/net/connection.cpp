#include "net/connection.hpp"

#include "async/deadline.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cerrno>
#include <vector>

#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace preceptron::net {

using asio::ip::tcp;

namespace {

// A peer that vanished is noticed within about a minute, whether we wait for it or write to it.
void tune(tcp::socket& socket) {
    const int descriptor = socket.native_handle();
    const auto set = [&](int level, int name, int value) {
        ::setsockopt(descriptor, level, name, &value, sizeof value);
    };
    set(IPPROTO_TCP, TCP_NODELAY, 1);
    set(SOL_SOCKET, SO_KEEPALIVE, 1);
    set(IPPROTO_TCP, TCP_KEEPIDLE, 30);
    set(IPPROTO_TCP, TCP_KEEPINTVL, 10);
    set(IPPROTO_TCP, TCP_KEEPCNT, 3);
    set(IPPROTO_TCP, TCP_USER_TIMEOUT, 60'000);
}

} // namespace

connection::connection(asio::any_io_executor executor, origin peer, host_lookup& names,
                       const tls_context* tls, session_tickets& tickets, const proxy* via)
    : socket_(executor), patience_(executor), peer_(std::move(peer)), names_(names), tls_(tls),
      tickets_(tickets), via_(via) {}

connection::~connection() {
    close();
}

void connection::close() noexcept {
    closed_ = true;
    if (session_ && socket_.is_open())
        session_->end();
    boost::system::error_code ignored;
    patience_.cancel();
    socket_.close(ignored);
}

asio::awaitable<result<void>> connection::open() {
    if (auto connected = co_await connect_tcp(); connected.has_error())
        co_return connected.error();
    if (via_) {
        if (auto tunnel = co_await connect_through(*this, *via_); tunnel.has_error())
            co_return tunnel.error();
        via_->has_served = true;
    }
    if (peer_.tls)
        co_return co_await start_tls();
    co_return result<void>();
}

asio::awaitable<result<void>> connection::connect_tcp() {
    const std::string& host = via_ ? via_->host : peer_.host;
    const std::uint16_t port = via_ ? via_->port : peer_.port;
    std::vector<tcp::endpoint> endpoints;
    boost::system::error_code not_an_address;
    const auto address = asio::ip::make_address(host, not_an_address);
    if (!not_an_address) {
        endpoints.emplace_back(address, port);
    } else {
        const auto found = co_await names_.find(patience_);
        if (closed_ || (found.has_error() && found.error().code == errc::cancelled))
            co_return lost(asio::error::operation_aborted);
        if (found.has_error())
            co_return unreachable(found.error().message);
        for (const auto& each : *found)
            endpoints.emplace_back(each, port);
    }
    boost::system::error_code last = asio::error::host_not_found;
    async::deadline impatience(socket_.get_executor(), [this] {
        boost::system::error_code ignored;
        socket_.cancel(ignored);
    });
    for (const tcp::endpoint& endpoint : endpoints) {
        boost::system::error_code ignored;
        socket_.close(ignored);
        const bool has_others = &endpoint != &endpoints.back();
        if (has_others)
            impatience.set(std::chrono::steady_clock::now() + patience_with_address);
        auto [ec] = co_await socket_.async_connect(endpoint, asio::as_tuple(asio::use_awaitable));
        impatience.clear();
        if (not_an_address && ec == asio::error::operation_aborted)
            names_.was_silent(endpoint.address());
        if (closed_)
            co_return lost(asio::error::operation_aborted);
        last = ec ? ec : forget_the_connect(endpoint.protocol());
        if (!last) {
            socket_.native_non_blocking(true, ignored);
            tune(socket_);
            if (not_an_address)
                names_.has_answered(endpoint.address());
            co_return result<void>();
        }
    }
    co_return last == asio::error::operation_aborted
        ? lost(last)
        : unreachable((via_ ? "" : peer_.text() + ": ") + "could not connect: " + last.message());
}

// Asio watches a socket that it has connected for room to write for ever, and every wait for bytes
// would first be told that there is room: an idle turn of the loop for each event of a stream.
boost::system::error_code connection::forget_the_connect(const tcp& protocol) {
    boost::system::error_code ec;
    const int descriptor = socket_.release(ec);
    if (!ec) {
        socket_.assign(protocol, descriptor, ec);
        if (ec)
            ::close(descriptor);
    }
    return ec;
}

asio::awaitable<result<void>> connection::start_tls() {
    auto session = tls_session::over(socket_.native_handle(), *tls_, peer_, tickets_);
    if (session.has_error())
        co_return session.error();
    session_.emplace(std::move(*session));
    for (;;) {
        const auto step = session_->handshake();
        if (step.has_error())
            co_return step.error();
        if (*step == readiness::done)
            co_return result<void>();
        if (auto ready = co_await wait_until(*step); ready.has_error())
            co_return ready.error();
    }
}

asio::awaitable<result<std::size_t>> connection::read_some(std::span<char> into) {
    for (;;) {
        const auto step = read_now(into);
        if (step.has_error())
            co_return step.error();
        if (step->next == readiness::done)
            co_return step->bytes;
        if (auto ready = co_await wait_until(step->next); ready.has_error())
            co_return ready.error();
    }
}

asio::awaitable<result<void>> connection::write_all(std::string_view bytes, std::size_t* taken) {
    while (!bytes.empty()) {
        const auto step = write_now({bytes.data(), bytes.size()});
        if (step.has_error())
            co_return step.error();
        bytes.remove_prefix(step->bytes);
        if (taken)
            *taken += step->bytes;
        if (step->next == readiness::done)
            continue;
        if (auto ready = co_await wait_until(step->next); ready.has_error())
            co_return ready.error();
    }
    co_return result<void>();
}

asio::awaitable<result<void>> connection::wait_until(readiness which) {
    const auto direction =
        which == readiness::wants_write ? tcp::socket::wait_write : tcp::socket::wait_read;
    auto [ec] = co_await socket_.async_wait(direction, asio::as_tuple(asio::use_awaitable));
    if (ec || closed_)
        co_return lost(closed_ ? asio::error::operation_aborted : ec);
    co_return result<void>();
}

asio::awaitable<result<void>> connection::pause(std::chrono::milliseconds length) {
    patience_.expires_after(length);
    auto [ec] = co_await patience_.async_wait(asio::as_tuple(asio::use_awaitable));
    if (ec || closed_)
        co_return lost(asio::error::operation_aborted);
    co_return result<void>();
}

result<tls_session::progress> connection::read_now(std::span<char> into) {
    if (closed_)
        return lost(asio::error::operation_aborted);
    if (session_)
        return session_->read(into);
    for (;;) {
        const ssize_t n = ::recv(socket_.native_handle(), into.data(), into.size(), 0);
        if (n >= 0)
            return tls_session::progress{readiness::done, static_cast<std::size_t>(n),
                                         static_cast<std::size_t>(n) == into.size()};
        if (errno == EAGAIN || errno == EWOULDBLOCK)
            return tls_session::progress{readiness::wants_read};
        if (errno != EINTR)
            return lost({errno, boost::system::system_category()});
    }
}

result<tls_session::progress> connection::write_now(std::span<const char> from) {
    if (closed_)
        return lost(asio::error::operation_aborted);
    if (session_)
        return session_->write(from);
    for (;;) {
        const ssize_t n = ::send(socket_.native_handle(), from.data(), from.size(), MSG_NOSIGNAL);
        if (n >= 0)
            return tls_session::progress{readiness::done, static_cast<std::size_t>(n)};
        if (errno == EAGAIN || errno == EWOULDBLOCK)
            return tls_session::progress{readiness::wants_write};
        if (errno != EINTR)
            return lost({errno, boost::system::system_category()});
    }
}

std::optional<path_state> connection::path() const noexcept {
    return socket_.is_open()
               ? read_path_state(const_cast<asio::ip::tcp::socket&>(socket_).native_handle())
               : std::nullopt;
}

bool connection::idle() noexcept {
    if (closed_ || !socket_.is_open())
        return false;
    char byte = 0;
    const ssize_t n = ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    const bool silent = n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    if (silent && !holds_bytes())
        return true;
    return session_ && session_->idle(); // a session ticket is no stray byte
}

bool connection::holds_bytes() const noexcept {
    return session_ && session_->holds_bytes();
}

// A proxy that never was there serves no call of the run; one that was may be back soon, as may a
// provider's host.
failure connection::unreachable(std::string why) const {
    if (!via_)
        return fail(errc::network, std::move(why));
    return fail(via_->has_served ? errc::network : errc::provider_stopped,
                via_->text() + ": " + why);
}

std::string connection::route() const {
    return via_ ? peer_.text() + ", through " + via_->text() : peer_.text();
}

failure connection::lost(const boost::system::error_code& ec) const {
    if (ec == asio::error::operation_aborted)
        return fail(errc::cancelled, peer_.text() + ": the connection was closed from this end");
    return fail(errc::network, peer_.text() + ": the connection was lost: " + ec.message());
}

} // namespace preceptron::net
