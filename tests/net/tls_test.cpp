// Whom the client believes, over real sockets. The key in every request here is a canary: where the
// handshake fails, the server must not have seen a byte of the request.
#include "net/exchange_bench.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>
#include <openssl/ssl.h>

#include <array>
#include <cstdlib>

using namespace preceptron;
using namespace preceptron::tests;
using simulator::certificate_flaws;
using speaks = scripted_server::speaks;

namespace {

const secret& canary() {
    static const secret key = std::move(secret::make("sk-canary-0123456789", "test").value());
    return key;
}

void check_refused(exchange_bench& bench, std::string_view why) {
    const auto outcome = bench.exchange(small_request(), &canary());
    BOOST_TEST((outcome.end == wire::body_end::cut));
    BOOST_REQUIRE(outcome.error.has_value());
    BOOST_TEST(outcome.error->message.find(why) != std::string::npos, outcome.error->message);
    BOOST_TEST(!outcome.request_left);
    BOOST_TEST(!outcome.times.connected.has_value());
    bench.run_until([&] { return bench.server.open_now() == 0; });
    BOOST_TEST(bench.server.accepted() == 1);
    BOOST_TEST(bench.server.requests().empty());
    BOOST_TEST(bench.pool.idle() == 0);
}

result<void> open(exchange_bench& bench, net::connection& c) {
    std::optional<result<void>> opened;
    asio::co_spawn(bench.context, c.open(),
                   [&](std::exception_ptr, result<void> r) { opened = std::move(r); });
    bench.run_until([&] { return opened.has_value(); });
    return *opened;
}

// Whatever the client begins with.
asio::awaitable<void> answer_with(std::string answer, asio::ip::tcp::acceptor door) {
    auto socket = co_await door.async_accept(asio::use_awaitable);
    std::array<char, 1024> greeting;
    co_await socket.async_read_some(asio::buffer(greeting), asio::use_awaitable);
    co_await asio::async_write(socket, asio::buffer(answer), asio::use_awaitable);
}

// Of a port where the client's first message gets this answer, and then the end. `known` is whether
// handshakes with it were had before.
result<void> open_where(std::string answer, bool known = false) {
    exchange_bench bench({});
    asio::ip::tcp::acceptor door(bench.context, {asio::ip::address_v4::loopback(), 0});
    const net::origin peer{true, "127.0.0.1", door.local_endpoint().port()};
    net::host_lookup names(bench.context.get_executor(), peer.host);
    net::session_tickets tickets;
    if (known)
        tickets.count(false);
    net::connection secure(bench.context.get_executor(), peer, names, &bench.tls, tickets, nullptr);
    asio::co_spawn(bench.context, answer_with(std::move(answer), std::move(door)), asio::detached);
    return open(bench, secure);
}

// In force until the end of the scope.
class environment_variable {
  public:
    environment_variable(const char* name, const std::string& value) : name_(name) {
        ::setenv(name, value.c_str(), 1);
    }
    ~environment_variable() { ::unsetenv(name_); }
    environment_variable(const environment_variable&) = delete;
    environment_variable& operator=(const environment_variable&) = delete;

  private:
    const char* name_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(net_tls)

BOOST_AUTO_TEST_CASE(a_server_whose_authority_is_trusted_gets_the_request_and_the_key) {
    exchange_bench bench({{whole_response("hello")}});
    const auto outcome = bench.exchange(small_request(), &canary());
    BOOST_TEST(!outcome.error.has_value());
    BOOST_TEST((outcome.end == wire::body_end::complete));
    BOOST_TEST(bench.answer.body == "hello");
    BOOST_REQUIRE(bench.server.requests().size() == 1);
    BOOST_TEST(bench.server.requests()[0].find("\r\nAuthorization: Bearer sk-canary-0123456789"
                                               "\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_host_name_is_verified_as_an_address_is) {
    exchange_bench bench({{whole_response("hello")}});
    net::connection_pool by_name(bench.context.get_executor(),
                                 {true, "localhost", bench.server.port()}, &bench.tls);
    BOOST_TEST(open(bench, *by_name.make()).has_value());
}

BOOST_AUTO_TEST_CASE(an_unknown_authority_is_refused_with_advice) {
    exchange_bench bench({{whole_response("hello")}});
    bench.tls = trusting(simulator::make_certificate().value().authority_pem);
    check_refused(bench, "nobody vouches for its certificate");
    const auto again = bench.exchange(small_request(), &canary());
    BOOST_TEST((again.error->code == errc::untrusted_peer));
    BOOST_TEST(again.error->message.find("nothing was sent") != std::string::npos);
    BOOST_TEST(again.error->message.find("ca_file") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_certificate_for_another_host_is_refused) {
    exchange_bench bench({{whole_response("hello")}}, speaks::tls, {.wrong_host = true});
    check_refused(bench, "its certificate is for another host");
    const auto again = bench.exchange();
    BOOST_TEST((again.error->code == errc::untrusted_peer));
    BOOST_TEST(again.error->message.find("ca_file") == std::string::npos); // it would not help
}

BOOST_AUTO_TEST_CASE(a_certificate_for_another_host_is_refused_where_a_name_is_asked_for) {
    exchange_bench bench({}, speaks::tls, {.wrong_host = true});
    net::connection_pool by_name(bench.context.get_executor(),
                                 {true, "localhost", bench.server.port()}, &bench.tls);
    const auto outcome = bench.exchange_with(by_name, small_request(), &canary());
    BOOST_REQUIRE(outcome.error.has_value());
    BOOST_TEST((outcome.error->code == errc::untrusted_peer));
    BOOST_TEST(outcome.error->message.find("for another host") != std::string::npos,
               outcome.error->message);
    BOOST_TEST(!outcome.request_left);
}

BOOST_AUTO_TEST_CASE(an_expired_certificate_is_refused) {
    exchange_bench bench({{whole_response("hello")}}, speaks::tls, {.expired = true});
    check_refused(bench, "its certificate has expired");
    const auto again = bench.exchange();
    BOOST_TEST((again.error->code == errc::untrusted_peer));
    BOOST_TEST(again.error->message.find("ca_file") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(tls_1_1_is_refused) {
    exchange_bench bench({{whole_response("hello")}});
    SSL_CTX* const old = bench.server.tls();
    SSL_CTX_set_security_level(old, 0);
    BOOST_REQUIRE(SSL_CTX_set_cipher_list(old, "ALL:@SECLEVEL=0") == 1);
    BOOST_REQUIRE(SSL_CTX_set_min_proto_version(old, TLS1_VERSION) == 1);
    BOOST_REQUIRE(SSL_CTX_set_max_proto_version(old, TLS1_1_VERSION) == 1);
    check_refused(bench, "TLS");
    BOOST_TEST((bench.exchange().error->code == errc::untrusted_peer)); // asking again is in vain
}

BOOST_AUTO_TEST_CASE(a_cipher_without_authentication_of_the_data_or_forward_secrecy_is_refused) {
    for (const char* cipher : {"ECDHE-ECDSA-AES128-SHA", "AES128-GCM-SHA256"}) {
        exchange_bench bench({{whole_response("hello")}});
        BOOST_REQUIRE(SSL_CTX_set_max_proto_version(bench.server.tls(), TLS1_2_VERSION) == 1);
        BOOST_REQUIRE(SSL_CTX_set_cipher_list(bench.server.tls(), cipher) == 1);
        check_refused(bench, "TLS");
    }
}

BOOST_AUTO_TEST_CASE(tls_1_2_with_modern_ciphers_is_spoken) {
    exchange_bench bench({{whole_response("hello")}});
    BOOST_REQUIRE(SSL_CTX_set_max_proto_version(bench.server.tls(), TLS1_2_VERSION) == 1);
    BOOST_TEST(!bench.exchange().error.has_value());
}

BOOST_AUTO_TEST_CASE(a_server_that_asks_for_a_client_certificate_is_told_apart) {
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        exchange_bench bench({{whole_response("hello")}});
        SSL_CTX* const strict = bench.server.tls();
        SSL_CTX_set_verify(strict, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
        BOOST_REQUIRE(SSL_CTX_set_min_proto_version(strict, version) == 1);
        BOOST_REQUIRE(SSL_CTX_set_max_proto_version(strict, version) == 1);
        const auto outcome = bench.exchange(small_request(), &canary());
        BOOST_REQUIRE(outcome.error.has_value());
        BOOST_TEST((outcome.error->code == errc::untrusted_peer)); // asking again is in vain
        BOOST_TEST(outcome.error->message.find("asks for a client certificate") !=
                       std::string::npos,
                   outcome.error->message);
        BOOST_TEST(!outcome.request_left); // no server has read it
        BOOST_TEST(bench.server.requests().empty());
    }
}

BOOST_AUTO_TEST_CASE(a_server_that_would_take_a_client_certificate_is_served_without) {
    exchange_bench bench({{whole_response("hello")}});
    SSL_CTX_set_verify(bench.server.tls(), SSL_VERIFY_PEER, nullptr);
    BOOST_TEST(!bench.exchange().error.has_value());
}

constexpr const char* plain_answer = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";

BOOST_AUTO_TEST_CASE(plain_http_on_a_tls_port_is_told_apart) {
    const auto opened = open_where(plain_answer);
    BOOST_REQUIRE(opened.has_error());
    BOOST_TEST((opened.error().code == errc::untrusted_peer)); // asking again is in vain
    for (const char* said : {"does not speak TLS on this port", "http:// there instead of"})
        BOOST_TEST(opened.error().message.find(said) != std::string::npos, opened.error().message);
}

// A balancer answers so while what is behind it restarts.
BOOST_AUTO_TEST_CASE(plain_http_of_a_server_that_spoke_tls_before_is_trouble_of_the_network) {
    const auto opened = open_where(plain_answer, true);
    BOOST_REQUIRE(opened.has_error());
    BOOST_TEST((opened.error().code == errc::network), opened.error().message);
}

BOOST_AUTO_TEST_CASE(a_handshake_that_breaks_off_is_trouble_of_the_network) {
    using namespace std::string_literals;
    for (const std::string& answer : {""s, "\x16\x03"s, "\x16\x03\x03\0\x7a\x02\0"s}) {
        const auto opened = open_where(answer);
        BOOST_REQUIRE(opened.has_error());
        BOOST_TEST((opened.error().code == errc::network), opened.error().message);
    }
}

BOOST_AUTO_TEST_CASE(a_ca_file_without_a_certificate_is_a_configuration_error_that_names_it) {
    const scratch_folder folder;
    const auto empty = folder.write("ca.pem", "not a certificate\n");
    const auto made = net::tls_context::for_client(empty);
    BOOST_REQUIRE(made.has_error());
    BOOST_TEST((made.error().code == errc::bad_configuration));
    BOOST_TEST(made.error().message.find(empty.string()) != std::string::npos);
    BOOST_TEST(net::tls_context::for_client(folder.path() / "none.pem").has_error());
}

BOOST_AUTO_TEST_CASE(the_file_that_SSL_CERT_FILE_names_is_trusted_unless_a_ca_file_is_given) {
    exchange_bench bench({{whole_response("one")}, {whole_response("two")}});
    const scratch_folder folder;
    const environment_variable named(
        "SSL_CERT_FILE", folder.write("env.pem", bench.server.authority_pem()).string());
    bench.tls = std::move(net::tls_context::for_client({}).value());
    BOOST_TEST(!bench.exchange().error.has_value());
    bench.pool.clear();
    const std::string other = simulator::make_certificate().value().authority_pem;
    bench.tls = std::move(net::tls_context::for_client(folder.write("other.pem", other)).value());
    BOOST_TEST(bench.exchange().error.has_value());
}

BOOST_AUTO_TEST_CASE(the_first_bundle_of_the_system_that_is_there_is_trusted) {
    exchange_bench bench({{whole_response("one")}});
    const scratch_folder folder;
    const environment_variable none("SSL_CERT_FILE", "");
    const std::string missing = folder.path() / "missing.pem";
    const std::string bundle = folder.write("bundle.pem", bench.server.authority_pem());
    const std::array places{missing.c_str(), bundle.c_str()};
    bench.tls = std::move(net::tls_context::for_client({}, places).value());
    BOOST_TEST(!bench.exchange().error.has_value());
}

BOOST_AUTO_TEST_CASE(a_machine_without_authorities_is_told_apart_from_an_unknown_server) {
    exchange_bench bench({{whole_response("one")}});
    const environment_variable none("SSL_CERT_FILE", "");
    bench.tls = std::move(net::tls_context::for_client({}, {}).value());
    check_refused(bench, "no list of certificate authorities was found on this machine");
}

BOOST_AUTO_TEST_SUITE_END()
