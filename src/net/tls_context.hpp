// What TLS we speak and whom we believe: 1.2 or newer, ECDHE with AEAD ciphers only, a certificate
// that a trusted authority vouches for and that names the host.
#pragma once

#include "core/result.hpp"

#include <openssl/types.h>

#include <filesystem>
#include <memory>
#include <optional>

namespace preceptron::net {

struct ssl_context_free {
    void operator()(SSL_CTX* context) const noexcept;
};

class tls_context {
  public:
    // Authorities: `ca_file` alone if given, else the file SSL_CERT_FILE names, else the system's
    // (Debian's and Red Hat's places). errc::bad_configuration when a file holds no certificate.
    static result<tls_context> for_client(const std::optional<std::filesystem::path>& ca_file);

    SSL_CTX* native() const noexcept { return context_.get(); }

  private:
    explicit tls_context(std::unique_ptr<SSL_CTX, ssl_context_free> context)
        : context_(std::move(context)) {}

    std::unique_ptr<SSL_CTX, ssl_context_free> context_;
};

// Protocol versions and cipher suites, the same for either end of a connection.
bool allow_modern_tls_only(SSL_CTX* context) noexcept;

} // namespace preceptron::net
