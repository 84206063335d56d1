#include "simulator/certificate.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <initializer_list>
#include <memory>
#include <utility>

namespace preceptron::simulator {

namespace {

template<auto Free>
struct freed_by {
    template<class T>
    void operator()(T* object) const noexcept {
        Free(object);
    }
};
using key_ptr = std::unique_ptr<EVP_PKEY, freed_by<EVP_PKEY_free>>;
using x509_ptr = std::unique_ptr<X509, freed_by<X509_free>>;
using bio_ptr = std::unique_ptr<BIO, freed_by<BIO_free>>;
using extension_ptr = std::unique_ptr<X509_EXTENSION, freed_by<X509_EXTENSION_free>>;

constexpr long day = 24 * 60 * 60;

struct extension_text {
    int nid;
    const char* value; // in the language of openssl.cnf
};

bool set_serial(X509& certificate) {
    std::uint64_t serial = 0;
    return RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) == 1 &&
           ASN1_INTEGER_set_uint64(X509_get_serialNumber(&certificate), serial >> 1 | 1) == 1;
}

bool set_names(X509& certificate, const char* common_name, const X509* issuer) {
    X509_NAME* name = X509_get_subject_name(&certificate);
    return X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char*>(common_name), -1, -1,
                                      0) == 1 &&
           X509_set_issuer_name(&certificate, issuer ? X509_get_subject_name(issuer) : name) == 1;
}

bool add_extensions(X509& certificate, X509& issuer,
                    std::initializer_list<extension_text> extensions) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, &issuer, &certificate, nullptr, nullptr, 0);
    for (const auto& [nid, value] : extensions) {
        const extension_ptr extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
        if (!extension || X509_add_ext(&certificate, extension.get(), -1) != 1)
            return false;
    }
    return true;
}

// An unsigned certificate without extensions, or null. `issuer` null means self-issued.
x509_ptr begin_certificate(const char* common_name, EVP_PKEY& key, const X509* issuer,
                           bool expired) {
    x509_ptr certificate(X509_new());
    if (!certificate || X509_set_version(certificate.get(), X509_VERSION_3) != 1 ||
        !set_serial(*certificate) || !set_names(*certificate, common_name, issuer) ||
        !X509_gmtime_adj(X509_getm_notBefore(certificate.get()), expired ? -30 * day : -day) ||
        !X509_gmtime_adj(X509_getm_notAfter(certificate.get()), expired ? -day : 365 * day) ||
        X509_set_pubkey(certificate.get(), &key) != 1)
        return nullptr;
    return certificate;
}

x509_ptr make_authority(EVP_PKEY& key) {
    x509_ptr authority = begin_certificate("preceptron simulator CA", key, nullptr, false);
    if (!authority ||
        !add_extensions(*authority, *authority,
                        {{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
                         {NID_key_usage, "critical,keyCertSign,cRLSign"},
                         {NID_subject_key_identifier, "hash"}}) ||
        X509_sign(authority.get(), &key, EVP_sha256()) == 0)
        return nullptr;
    return authority;
}

x509_ptr make_leaf(EVP_PKEY& key, X509& authority, EVP_PKEY& authority_key,
                   const certificate_flaws& flaws) {
    const char* host = flaws.wrong_host ? "elsewhere.invalid" : "localhost";
    const char* names =
        flaws.wrong_host ? "DNS:elsewhere.invalid" : "DNS:localhost,IP:127.0.0.1,IP:::1";
    x509_ptr leaf = begin_certificate(host, key, &authority, flaws.expired);
    if (!leaf ||
        !add_extensions(*leaf, authority,
                        {{NID_basic_constraints, "critical,CA:FALSE"},
                         {NID_key_usage, "critical,digitalSignature"},
                         {NID_ext_key_usage, "serverAuth"},
                         {NID_subject_alt_name, names},
                         {NID_subject_key_identifier, "hash"},
                         {NID_authority_key_identifier, "keyid:always"}}) ||
        X509_sign(leaf.get(), &authority_key, EVP_sha256()) == 0)
        return nullptr;
    return leaf;
}

template<class Write>
std::string pem_of(Write write) {
    const bio_ptr memory(BIO_new(BIO_s_mem()));
    if (!memory || write(memory.get()) != 1)
        return {};
    char* text = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

failure openssl_failure() {
    char text[256];
    ERR_error_string_n(ERR_get_error(), text, sizeof text);
    ERR_clear_error();
    return fail(errc::io, std::string("OpenSSL cannot make a certificate: ") + text);
}

} // namespace

result<server_certificate> make_certificate(const certificate_flaws& flaws) {
    const key_ptr authority_key(EVP_EC_gen("P-256"));
    const key_ptr key(EVP_EC_gen("P-256"));
    if (!authority_key || !key)
        return openssl_failure();
    const x509_ptr authority = make_authority(*authority_key);
    if (!authority)
        return openssl_failure();
    const x509_ptr leaf = make_leaf(*key, *authority, *authority_key, flaws);
    if (!leaf)
        return openssl_failure();
    server_certificate made{
        pem_of([&](BIO* out) { return PEM_write_bio_X509(out, authority.get()); }),
        pem_of([&](BIO* out) { return PEM_write_bio_X509(out, leaf.get()); }),
        pem_of([&](BIO* out) {
            return PEM_write_bio_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
        }),
    };
    if (made.authority_pem.empty() || made.certificate_pem.empty() || made.private_key_pem.empty())
        return openssl_failure();
    return made;
}

} // namespace preceptron::simulator
