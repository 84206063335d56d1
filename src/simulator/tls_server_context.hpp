// The server's side of TLS as OpenSSL keeps it: TLS 1.2 or 1.3, forward-secret authenticated
// ciphers, HTTP/1.1 by ALPN.
#pragma once

#include "core/result.hpp"
#include "simulator/certificate.hpp"

#include <openssl/ssl.h>

#include <memory>

namespace preceptron::simulator {

struct ssl_context_deleter {
    void operator()(SSL_CTX* context) const noexcept { SSL_CTX_free(context); }
};
using tls_server_context = std::unique_ptr<SSL_CTX, ssl_context_deleter>;

result<tls_server_context> make_tls_server_context(const server_certificate& certificate);

} // namespace preceptron::simulator
