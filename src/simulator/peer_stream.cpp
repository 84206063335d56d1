#include "simulator/peer_stream.hpp"

#include "simulator/socket_bio.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <openssl/err.h>

#include <algorithm>
#include <climits>
#include <utility>

namespace preceptron::simulator {

namespace asio = boost::asio;
using asio::ip::tcp;

peer_stream::peer_stream(tcp::socket socket, SSL_CTX* context) : socket_(std::move(socket)) {
    boost::system::error_code error;
    socket_.non_blocking(true, error);
    socket_.set_option(tcp::no_delay(true), error);
    if (error || !context) {
        usable_ = !error;
        return;
    }
    ssl_.reset(SSL_new(context));
    BIO* bio = ssl_ ? new_socket_bio(socket_.native_handle()) : nullptr;
    usable_ = bio != nullptr;
    if (usable_)
        SSL_set_bio(ssl_.get(), bio, bio);
}

peer_stream::next peer_stream::next_after(int ssl_result, bool is_write) {
    if (!ssl_)
        return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR
                   ? (is_write ? next::wait_to_write : next::wait_to_read)
                   : next::failed;
    switch (SSL_get_error(ssl_.get(), ssl_result)) {
    case SSL_ERROR_WANT_READ:
        return next::wait_to_read;
    case SSL_ERROR_WANT_WRITE:
        return next::wait_to_write;
    default:
        return next::failed;
    }
}

peer_stream::next peer_stream::read_now(char* into, std::size_t size, std::size_t& got) {
    ERR_clear_error();
    const auto result =
        ssl_ ? SSL_read(ssl_.get(), into, static_cast<int>(std::min<std::size_t>(size, INT_MAX)))
             : ::recv(socket_.native_handle(), into, size, 0);
    if (result > 0) {
        got = static_cast<std::size_t>(result);
        return next::done;
    }
    if (result == 0 && !ssl_)
        return next::failed;
    return next_after(static_cast<int>(result), false);
}

peer_stream::next peer_stream::write_now(std::string_view bytes, std::size_t& sent) {
    ERR_clear_error();
    const auto result =
        ssl_ ? SSL_write(ssl_.get(), bytes.data(),
                         static_cast<int>(std::min<std::size_t>(bytes.size(), INT_MAX)))
             : ::send(socket_.native_handle(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (result > 0) {
        sent = static_cast<std::size_t>(result);
        return next::done;
    }
    return next_after(static_cast<int>(result), true);
}

asio::awaitable<bool> peer_stream::wait_for(next what) {
    if (what == next::failed)
        co_return usable_ = false;
    const auto direction =
        what == next::wait_to_read ? tcp::socket::wait_read : tcp::socket::wait_write;
    const auto [error] =
        co_await socket_.async_wait(direction, asio::as_tuple(asio::use_awaitable));
    if (error)
        usable_ = false;
    co_return usable_;
}

asio::awaitable<bool> peer_stream::handshake() {
    while (usable_ && ssl_) {
        ERR_clear_error();
        const int result = SSL_accept(ssl_.get());
        if (result == 1)
            break;
        if (!co_await wait_for(next_after(result, false)))
            break;
    }
    co_return usable_;
}

asio::awaitable<std::size_t> peer_stream::read_some(char* into, std::size_t size) {
    std::size_t got = 0;
    while (usable_ && got == 0)
        if (const next step = read_now(into, size, got); step != next::done)
            if (!co_await wait_for(step))
                break;
    co_return got;
}

asio::awaitable<bool> peer_stream::write(std::string_view bytes) {
    while (usable_ && !bytes.empty()) {
        std::size_t sent = 0;
        if (const next step = write_now(bytes, sent); step != next::done)
            if (!co_await wait_for(step))
                break;
        bytes.remove_prefix(sent);
    }
    co_return usable_;
}

void peer_stream::close() {
    if (ssl_ && usable_) {
        ERR_clear_error();
        SSL_shutdown(ssl_.get());
    }
    usable_ = false;
    boost::system::error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_both, ignored);
    socket_.close(ignored);
}

void peer_stream::reset() {
    usable_ = false;
    boost::system::error_code ignored;
    socket_.set_option(asio::socket_base::linger(true, 0), ignored);
    socket_.close(ignored);
}

} // namespace preceptron::simulator
