#include "net/tls_session.hpp"

#include "net/tls_failure.hpp"

#include <boost/asio/ip/address.hpp>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace preceptron::net {

namespace {

bool set_expected_name(SSL* ssl, const std::string& host) {
    boost::system::error_code not_an_address;
    boost::asio::ip::make_address(host, not_an_address);
    if (not_an_address) // a name: also sent to the server (SNI)
        return SSL_set1_host(ssl, host.c_str()) == 1 &&
               SSL_set_tlsext_host_name(ssl, host.c_str()) == 1;
    return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host.c_str()) == 1;
}

// SSL_get_error looks at what others have left behind. ERR_clear_error alone walks through all of
// the queue, for each record of a stream.
void forget_errors() noexcept {
    if (ERR_peek_error() != 0)
        ERR_clear_error();
}

} // namespace

void ssl_free::operator()(SSL* ssl) const noexcept {
    SSL_free(ssl);
}

result<tls_session> tls_session::over(int descriptor, const tls_context& context,
                                      const origin& peer, session_tickets& tickets) {
    std::unique_ptr<SSL, ssl_free> ssl(SSL_new(context.native()));
    if (!ssl || SSL_set_fd(ssl.get(), descriptor) != 1 || !set_expected_name(ssl.get(), peer.host))
        return fail(errc::network, "TLS could not be set up for " + peer.text());
    SSL_set_app_data(ssl.get(), &tickets);
    const auto earlier = tickets.take();
    if (earlier)
        SSL_set_session(ssl.get(), earlier.get());
    SSL_set_connect_state(ssl.get());
    tls_session session(std::move(ssl), peer, tickets);
    session.shows_ticket_ = earlier != nullptr;
    return session;
}

result<readiness> tls_session::handshake() {
    forget_errors();
    const int status = SSL_do_handshake(ssl_.get());
    if (status == 1) {
        tickets_->count(SSL_session_reused(ssl_.get()) == 1);
        return readiness::done;
    }
    switch (SSL_get_error(ssl_.get(), status)) {
    case SSL_ERROR_WANT_READ:
        return readiness::wants_read;
    case SSL_ERROR_WANT_WRITE:
        return readiness::wants_write;
    default:
        tickets_->forget();
        return describe(status, "the TLS handshake failed");
    }
}

result<tls_session::progress> tls_session::read(std::span<char> into) {
    if (ended_)
        return *ended_;
    forget_errors();
    progress p;
    int status;
    // A record a call, and one read of the socket may have brought many.
    do {
        std::size_t bytes = 0;
        status = SSL_read_ex(ssl_.get(), into.data() + p.bytes, into.size() - p.bytes, &bytes);
        if (status != 1)
            break;
        p.bytes += bytes;
        p.more = holds_bytes();
    } while (p.more && p.bytes < into.size());
    if (p.bytes == 0)
        return without_bytes(status);
    if (status != 1) {
        // OpenSSL tells of an end only once.
        auto stopped_by = without_bytes(status);
        p.more = stopped_by.has_error() || stopped_by->next != readiness::wants_read;
        if (stopped_by.has_error() || stopped_by->next == readiness::done)
            ended_ = std::move(stopped_by);
    }
    // SSL_MODE_RELEASE_BUFFERS does so when a read finds nothing, and none is tried for that:
    // 17 KB of a stream that mostly waits.
    if (!holds_bytes())
        SSL_free_buffers(ssl_.get());
    return p;
}

result<tls_session::progress> tls_session::without_bytes(int status) const {
    progress p;
    switch (SSL_get_error(ssl_.get(), status)) {
    case SSL_ERROR_WANT_READ:
        p.next = readiness::wants_read;
        return p;
    case SSL_ERROR_WANT_WRITE:
        p.next = readiness::wants_write;
        return p;
    case SSL_ERROR_ZERO_RETURN:
        return p;
    default:
        return describe(status, "the connection was lost");
    }
}

result<tls_session::progress> tls_session::write(std::span<const char> from) {
    forget_errors();
    progress p;
    const int status = SSL_write_ex(ssl_.get(), from.data(), from.size(), &p.bytes);
    if (status == 1)
        return p;
    p.bytes = 0;
    switch (SSL_get_error(ssl_.get(), status)) {
    case SSL_ERROR_WANT_READ:
        p.next = readiness::wants_read;
        return p;
    case SSL_ERROR_WANT_WRITE:
        p.next = readiness::wants_write;
        return p;
    default:
        return describe(status, "the connection was lost");
    }
}

bool tls_session::holds_bytes() const noexcept {
    return ended_ || SSL_has_pending(ssl_.get()) == 1;
}

bool tls_session::idle() noexcept {
    // Reads what may have come since: session tickets are swallowed, a close_notify or stray data
    // shows.
    if (ended_)
        return false;
    forget_errors();
    char byte = 0;
    std::size_t n = 0;
    const int status = SSL_peek_ex(ssl_.get(), &byte, 1, &n);
    return status != 1 && SSL_get_error(ssl_.get(), status) == SSL_ERROR_WANT_READ;
}

void tls_session::end() noexcept {
    ERR_clear_error();
    SSL_shutdown(ssl_.get());
    ERR_clear_error();
}

failure tls_session::describe(int status, std::string_view doing) const {
    return tls_failure(ssl_.get(), status, doing,
                       {.peer = peer_, .known = tickets_->ever(), .shows_ticket = shows_ticket_});
}

} // namespace preceptron::net
