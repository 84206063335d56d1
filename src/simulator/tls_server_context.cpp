#include "simulator/tls_server_context.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <string_view>

namespace preceptron::simulator {

namespace {

template<class T, class Read, class Free>
std::unique_ptr<T, Free> from_pem(const std::string& pem, Read read, Free free) {
    BIO* memory = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    std::unique_ptr<T, Free> object(memory ? read(memory, nullptr, nullptr, nullptr) : nullptr,
                                    free);
    BIO_free(memory);
    return object;
}

int choose_http_1_1(SSL*, const unsigned char** chosen, unsigned char* chosen_size,
                    const unsigned char* offered, unsigned int offered_size, void*) {
    static constexpr unsigned char known[] = "\x08http/1.1";
    const int found = SSL_select_next_proto(const_cast<unsigned char**>(chosen), chosen_size, known,
                                            sizeof known - 1, offered, offered_size);
    return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

void set_protocol(SSL_CTX& context) {
    SSL_CTX_set_min_proto_version(&context, TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(&context, "ECDHE+AESGCM:ECDHE+CHACHA20");
    SSL_CTX_set_alpn_select_cb(&context, choose_http_1_1, nullptr);
    // A client that closes without close_notify has only gone away; nothing it said is lost.
    SSL_CTX_set_options(&context, SSL_OP_NO_RENEGOTIATION | SSL_OP_IGNORE_UNEXPECTED_EOF);
    // Tickets carry resumption; a cache would only grow.
    SSL_CTX_set_session_cache_mode(&context, SSL_SESS_CACHE_OFF);
    // Thousands of connections are mostly idle: their buffers go back in between. One read takes
    // all that has arrived instead of a record's header first.
    SSL_CTX_set_mode(&context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                   SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_read_ahead(&context, 1);
}

} // namespace

result<tls_server_context> make_tls_server_context(const server_certificate& certificate) {
    tls_server_context context(SSL_CTX_new(TLS_server_method()));
    const auto leaf = from_pem<X509>(certificate.certificate_pem, PEM_read_bio_X509, &X509_free);
    const auto key =
        from_pem<EVP_PKEY>(certificate.private_key_pem, PEM_read_bio_PrivateKey, &EVP_PKEY_free);
    if (!context || !leaf || !key || SSL_CTX_use_certificate(context.get(), leaf.get()) != 1 ||
        SSL_CTX_use_PrivateKey(context.get(), key.get()) != 1) {
        ERR_clear_error();
        return fail(errc::io, "OpenSSL does not accept the simulator's own certificate");
    }
    set_protocol(*context);
    return context;
}

} // namespace preceptron::simulator
