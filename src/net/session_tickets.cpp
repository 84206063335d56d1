#include "net/session_tickets.hpp"

#include <openssl/ssl.h>

#include <new>

namespace preceptron::net {

void ssl_session_free::operator()(SSL_SESSION* session) const noexcept {
    SSL_SESSION_free(session);
}

bool session_tickets::keep(SSL_SESSION* session) noexcept {
    try {
        held_.emplace_back(session);
        if (held_.size() > most)
            held_.pop_front();
        return true;
    } catch (const std::bad_alloc&) { // OpenSSL's frames above know no exceptions
        return false;
    }
}

ssl_session session_tickets::take() noexcept {
    if (held_.empty())
        return nullptr;
    ssl_session newest = std::move(held_.back());
    held_.pop_back();
    return newest;
}

} // namespace preceptron::net
