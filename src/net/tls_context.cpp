#include "net/tls_context.hpp"

#include "net/session_tickets.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <array>
#include <cstdlib>

namespace preceptron::net {

namespace {

constexpr std::array places{
    "/etc/ssl/certs/ca-certificates.crt",                // Debian, Alpine
    "/etc/pki/tls/certs/ca-bundle.crt",                  // Red Hat
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", // what that is a link to
    "/etc/ssl/ca-bundle.pem",                            // SUSE
    "/etc/ssl/cert.pem",
};

std::string openssl_reason() {
    const unsigned long code = ERR_get_error();
    ERR_clear_error();
    const char* reason = ERR_reason_error_string(code);
    return reason ? reason : "no certificate found";
}

// 1 = the session is ours now.
int keep_ticket(SSL* ssl, SSL_SESSION* session) {
    auto* const tickets = static_cast<session_tickets*>(SSL_get_app_data(ssl));
    return tickets && tickets->keep(session);
}

result<void> trust_file(SSL_CTX* context, const std::filesystem::path& file, std::string_view who) {
    if (SSL_CTX_load_verify_locations(context, file.c_str(), nullptr) == 1) {
        // Whoever names a certificate means it, be it no root: an issuing authority's, or the
        // server's own.
        X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context), X509_V_FLAG_PARTIAL_CHAIN);
        return {};
    }
    if (std::error_code ec; !std::filesystem::exists(file, ec))
        return fail(errc::no_such_input,
                    "there is no such file: " + std::filesystem::absolute(file).string() + " (" +
                        std::string(who) + ")");
    const std::string reason = openssl_reason();
    // Of a file that could be read, but is in DER, say.
    const bool other_form = reason == "no certificate or crl found" || reason == "no start line";
    return fail(errc::bad_configuration,
                std::string(who) + " " + std::filesystem::absolute(file).string() +
                    ": no certificate authority could be read (" + reason + ")" +
                    (other_form ? "; it must be PEM: -----BEGIN CERTIFICATE-----" : ""));
}

void trust_system(SSL_CTX* context, std::span<const char* const> bundles) {
    for (const char* file : bundles)
        if (std::error_code ec; std::filesystem::exists(file, ec))
            if (SSL_CTX_load_verify_locations(context, file, nullptr) == 1)
                return;
    // A static OpenSSL looks where it was built to look, which is nowhere on other distributions.
    SSL_CTX_set_default_verify_paths(context);
    ERR_clear_error();
}

} // namespace

std::span<const char* const> usual_bundles() noexcept {
    return places;
}

void ssl_context_free::operator()(SSL_CTX* context) const noexcept {
    SSL_CTX_free(context);
}

bool allow_modern_tls_only(SSL_CTX* context) noexcept {
    return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
           SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1;
}

result<tls_context> tls_context::for_client(const std::optional<std::filesystem::path>& ca_file,
                                            std::span<const char* const> bundles) {
    std::unique_ptr<SSL_CTX, ssl_context_free> context(SSL_CTX_new(TLS_client_method()));
    if (!context || !allow_modern_tls_only(context.get()))
        return fail(errc::io, "OpenSSL could not be set up: " + openssl_reason());
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE |
                                        SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                        SSL_MODE_RELEASE_BUFFERS);
    // A record in one recv, not two: its head and its body.
    SSL_CTX_set_read_ahead(context.get(), 1);
    SSL_CTX_set_session_cache_mode(context.get(),
                                   SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(context.get(), keep_ticket);
    const unsigned char protocols[] = "\x08http/1.1";
    SSL_CTX_set_alpn_protos(context.get(), protocols, sizeof protocols - 1);

    const char* named = std::getenv("SSL_CERT_FILE");
    result<void> trusted;
    if (ca_file)
        trusted = trust_file(context.get(), *ca_file, "ca_file");
    else if (named && *named)
        trusted = trust_file(context.get(), named, "SSL_CERT_FILE");
    else
        trust_system(context.get(), bundles);
    if (trusted.has_error())
        return trusted.error();
    return tls_context(std::move(context));
}

} // namespace preceptron::net
