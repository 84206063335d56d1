#include "simulator/certificate.hpp"

#include <boost/test/unit_test.hpp>
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <memory>

using namespace preceptron;
using namespace preceptron::simulator;

namespace {

using x509_ptr = std::unique_ptr<X509, decltype(&X509_free)>;

x509_ptr read_pem(const std::string& pem) {
    BIO* memory = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    x509_ptr certificate(PEM_read_bio_X509(memory, nullptr, nullptr, nullptr), &X509_free);
    BIO_free(memory);
    BOOST_REQUIRE(certificate);
    return certificate;
}

// What a client that trusts `authority` and expects 127.0.0.1 finds wrong; X509_V_OK if nothing.
int verify(const server_certificate& made, const std::string& authority) {
    const x509_ptr leaf = read_pem(made.certificate_pem);
    const x509_ptr ca = read_pem(authority);
    X509_STORE* store = X509_STORE_new();
    X509_STORE_add_cert(store, ca.get());
    X509_STORE_CTX* context = X509_STORE_CTX_new();
    X509_STORE_CTX_init(context, store, leaf.get(), nullptr);
    X509_VERIFY_PARAM* rules = X509_STORE_CTX_get0_param(context);
    X509_VERIFY_PARAM_set1_ip_asc(rules, "127.0.0.1");
    X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_X509_STRICT);
    X509_VERIFY_PARAM_set_purpose(rules, X509_PURPOSE_SSL_SERVER);
    X509_verify_cert(context);
    const int outcome = X509_STORE_CTX_get_error(context);
    X509_STORE_CTX_free(context);
    X509_STORE_free(store);
    return outcome;
}

} // namespace

BOOST_AUTO_TEST_SUITE(simulator_certificate)

BOOST_AUTO_TEST_CASE(is_trusted_by_those_who_trust_its_authority) {
    const server_certificate made = make_certificate().value();
    BOOST_TEST(verify(made, made.authority_pem) == X509_V_OK);
}

BOOST_AUTO_TEST_CASE(is_made_out_to_every_name_of_the_loopback) {
    const server_certificate made = make_certificate().value();
    const x509_ptr leaf = read_pem(made.certificate_pem);
    BOOST_TEST(X509_check_host(leaf.get(), "localhost", 0, 0, nullptr) == 1);
    BOOST_TEST(X509_check_ip_asc(leaf.get(), "127.0.0.1", 0) == 1);
    BOOST_TEST(X509_check_ip_asc(leaf.get(), "::1", 0) == 1);
    BOOST_TEST(X509_check_host(leaf.get(), "example.org", 0, 0, nullptr) == 0);
}

BOOST_AUTO_TEST_CASE(is_not_trusted_by_those_who_trust_another_authority) {
    const std::string other = make_certificate().value().authority_pem;
    BOOST_TEST(verify(make_certificate().value(), other) != X509_V_OK);
}

BOOST_AUTO_TEST_CASE(flaws_are_the_ones_asked_for) {
    const server_certificate expired = make_certificate({.expired = true}).value();
    BOOST_TEST(verify(expired, expired.authority_pem) == X509_V_ERR_CERT_HAS_EXPIRED);
    const server_certificate elsewhere = make_certificate({.wrong_host = true}).value();
    BOOST_TEST(verify(elsewhere, elsewhere.authority_pem) == X509_V_ERR_IP_ADDRESS_MISMATCH);
}

BOOST_AUTO_TEST_SUITE_END()
