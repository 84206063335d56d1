#include "net/tls_failure.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace preceptron::net {

namespace {

// True where no authority's certificate could be loaded: then every server is a stranger.
bool trusts_nobody(SSL* ssl) {
    X509_STORE* const store = SSL_CTX_get_cert_store(SSL_get_SSL_CTX(ssl));
    return sk_X509_OBJECT_num(X509_STORE_get0_objects(store)) == 0;
}

// What is wrong with the certificate, and what can be done about that.
std::string why_untrusted(SSL* ssl, long verified) {
    const std::string reason = X509_verify_cert_error_string(verified);
    switch (verified) {
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
        return "its certificate is for another host; nothing was sent. Check the host in base_url";
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return "its certificate has expired, or this machine's clock is wrong; nothing was sent";
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return "its certificate is not valid yet, or this machine's clock is wrong; nothing was "
               "sent";
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_CA_MD_TOO_WEAK:
        return "its certificate is too weak (" + reason +
               "); nothing was sent. The server needs a new one";
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
        if (trusts_nobody(ssl))
            return "no list of certificate authorities was found on this machine; nothing was "
                   "sent. Install the package ca-certificates, or name a list with SSL_CERT_FILE "
                   "or ca_file";
        return "nobody vouches for its certificate (" + reason +
               "); nothing was sent. If you trust this server's authority, name its certificate "
               "with ca_file";
    default:
        return "its certificate cannot be accepted (" + reason + "); nothing was sent";
    }
}

// What came for an answer to the first message is no TLS. Later, what does not look like TLS is a
// connection gone bad.
bool speaks_no_tls(SSL* ssl, unsigned long code) {
    return SSL_get_state(ssl) == TLS_ST_CW_CLNT_HELLO && ERR_GET_LIB(code) == ERR_LIB_SSL &&
           (ERR_GET_REASON(code) == SSL_R_WRONG_VERSION_NUMBER ||
            ERR_GET_REASON(code) == SSL_R_HTTP_REQUEST);
}

// The peer knows TLS, but no version or cipher that is safe; another try would find the same.
bool speaks_old_tls_only(unsigned long code) {
    if (ERR_GET_LIB(code) != ERR_LIB_SSL)
        return false;
    switch (ERR_GET_REASON(code)) {
    case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
    case SSL_R_TLSV1_ALERT_INSUFFICIENT_SECURITY:
    case SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE:
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_WRONG_CIPHER_RETURNED:
    case SSL_R_UNKNOWN_CIPHER_RETURNED:
        return true;
    default:
        return false;
    }
}

// A server can only dislike the certificate that it did not get: none is ever sent. It says so
// after a TLS 1.3 handshake, which is then over for the client, but before it takes a request.
bool wants_a_certificate(SSL* ssl, unsigned long code) {
    if (ERR_GET_LIB(code) != ERR_LIB_SSL)
        return false;
    const unsigned char* kinds = nullptr;
    switch (ERR_GET_REASON(code)) {
    case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED:
    case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_NO_CERTIFICATE:
        return true;
    case SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE: // TLS 1.2
        return SSL_get0_certificate_types(ssl, &kinds) > 0;
    default:
        return false;
    }
}

// What OpenSSL has complained of since its errors were last forgotten.
struct complaints {
    unsigned long first = 0;
    bool of_memory = false; // one of them
};

complaints take_complaints() noexcept {
    complaints all{.first = ERR_peek_error()};
    while (const unsigned long code = ERR_get_error())
        all.of_memory = all.of_memory || ERR_GET_REASON(code) == ERR_R_MALLOC_FAILURE;
    return all;
}

// OpenSSL calls a key too weak, too, that it could not read. One of a usual kind it had no memory
// to read, and says nothing else of that.
bool could_not_read_key(SSL* ssl) {
    STACK_OF(X509)* const chain = SSL_get_peer_cert_chain(ssl);
    const X509* const server = sk_X509_num(chain) > 0 ? sk_X509_value(chain, 0) : nullptr;
    if (!server || X509_get0_pubkey(server))
        return false;
    ERR_clear_error();
    ASN1_OBJECT* kind = nullptr;
    X509_PUBKEY_get0_param(&kind, nullptr, nullptr, nullptr, X509_get_X509_PUBKEY(server));
    switch (OBJ_obj2nid(kind)) {
    case NID_rsaEncryption:
    case NID_X9_62_id_ecPublicKey:
    case NID_ED25519:
        return true;
    default:
        return false;
    }
}

} // namespace

failure tls_failure(SSL* ssl, int status, std::string_view doing, const tls_peer& who) {
    const int system_error = errno;
    const int kind = SSL_get_error(ssl, status);
    const auto [code, of_memory] = take_complaints();
    const std::string peer = who.peer.text();
    const std::string what = peer + ": " + std::string(doing) + ": ";
    const long verified = SSL_get_verify_result(ssl);
    // A sound certificate can look like any bad one then.
    if (of_memory || verified == X509_V_ERR_OUT_OF_MEM ||
        (verified == X509_V_ERR_EE_KEY_TOO_SMALL && could_not_read_key(ssl)))
        return fail(errc::network, what + "memory is short");
    if (verified != X509_V_OK)
        return fail(errc::untrusted_peer, peer + ": " + why_untrusted(ssl, verified));
    if (kind == SSL_ERROR_SYSCALL && code == 0)
        return fail(errc::network, what + (system_error ? std::strerror(system_error)
                                                        : "closed without a goodbye"));
    const char* reason = ERR_reason_error_string(code);
    // Of a server that spoke it before, this is a balancer's word while it restarts.
    if (speaks_no_tls(ssl, code) && !who.known)
        return fail(errc::untrusted_peer, peer +
                                              ": the server does not speak TLS on this port; "
                                              "nothing was sent. Correct the port in base_url, or "
                                              "write http:// there instead of https:// if it is "
                                              "meant to be plain HTTP");
    if (wants_a_certificate(ssl, code))
        return fail(errc::untrusted_peer,
                    peer + ": the server asks for a client certificate, which preceptron "
                           "does not send");
    // A server may dislike a ticket in the same words: then another try is worth it.
    if (speaks_old_tls_only(code) && !who.shows_ticket)
        return fail(errc::untrusted_peer, peer + ": no TLS that both sides speak: 1.2 or newer is "
                                                 "needed, with forward secrecy and AEAD ciphers; "
                                                 "nothing was sent");
    if (ERR_GET_REASON(code) == SSL_R_UNEXPECTED_EOF_WHILE_READING)
        return fail(errc::network, what + "closed without a goodbye");
    return fail(errc::network, what + (reason ? reason : "unknown TLS error"));
}

} // namespace preceptron::net
