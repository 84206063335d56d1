// Why OpenSSL cannot go on, for people: whom not to trust and why, and what can be done about it.
#pragma once

#include "core/result.hpp"
#include "net/origin.hpp"

#include <openssl/types.h>

#include <string_view>

namespace preceptron::net {

struct tls_peer {
    const origin& peer;
    bool known = false;        // it has spoken TLS before
    bool shows_ticket = false; // we did, of an earlier handshake
};

// Of a call on `ssl` that has just returned `status`: takes errno and OpenSSL's errors. `doing` is
// "the TLS handshake failed". errc::untrusted_peer where another try would find the same and
// nothing was sent, else errc::network.
failure tls_failure(SSL* ssl, int status, std::string_view doing, const tls_peer& who);

} // namespace preceptron::net
