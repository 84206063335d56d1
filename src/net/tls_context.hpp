// What TLS we speak and whom we believe: 1.2 or newer, ECDHE with AEAD ciphers only, a certificate
// that a trusted authority vouches for and that names the host.
#pragma once

#include "core/result.hpp"

#include <openssl/types.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <span>

namespace preceptron::net {

struct ssl_context_free {
    void operator()(SSL_CTX* context) const noexcept;
};

// Where distributions keep the authorities that they trust.
std::span<const char* const> usual_bundles() noexcept;

class tls_context {
  public:
    // Authorities: `ca_file` alone if given, else the file SSL_CERT_FILE names, else the first of
    // `bundles` that can be read. errc::bad_configuration when a named file holds no certificate.
    static result<tls_context> for_client(const std::optional<std::filesystem::path>& ca_file,
                                          std::span<const char* const> bundles = usual_bundles());

    SSL_CTX* native() const noexcept { return context_.get(); }

  private:
    explicit tls_context(std::unique_ptr<SSL_CTX, ssl_context_free> context)
        : context_(std::move(context)) {}

    std::unique_ptr<SSL_CTX, ssl_context_free> context_;
};

// Protocol versions and cipher suites, the same for either end of a connection.
bool allow_modern_tls_only(SSL_CTX* context) noexcept;

} // namespace preceptron::net
