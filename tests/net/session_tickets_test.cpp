// Handshakes that are resumed, and when they cannot be.
#include "net/exchange_bench.hpp"

#include <boost/test/unit_test.hpp>
#include <openssl/rand.h>
#include <openssl/ssl.h>

#include <array>

using namespace preceptron;
using namespace preceptron::tests;
using after = turn::after;

namespace {

turn answer_and_close() {
    return {whole_response("ok", "Connection: close\r\n"), after::close};
}

// Tickets that were handed out before mean nothing any more.
void change_ticket_keys(SSL_CTX* context) {
    std::array<unsigned char, 80> keys{};
    BOOST_REQUIRE(RAND_bytes(keys.data(), static_cast<int>(keys.size())) == 1);
    BOOST_REQUIRE(SSL_CTX_set_tlsext_ticket_keys(context, keys.data(), keys.size()) == 1);
}

struct counted {
    std::uint64_t full, resumed;
    friend bool operator==(const counted&, const counted&) = default;
    friend std::ostream& operator<<(std::ostream& out, const counted& c) {
        return out << c.full << " full, " << c.resumed << " resumed";
    }
};

counted handshakes(const net::connection_pool& pool) {
    return {pool.handshakes().full, pool.handshakes().resumed};
}

} // namespace

BOOST_AUTO_TEST_SUITE(net_session_tickets)

BOOST_AUTO_TEST_CASE(every_connection_after_the_first_is_resumed) {
    exchange_bench bench({4, answer_and_close()});
    for (std::uint64_t n = 0; n < 4; ++n) {
        BOOST_TEST(!bench.exchange().error.has_value());
        BOOST_TEST(bench.answer.body == "ok");
        BOOST_TEST(handshakes(bench.pool) == (counted{1, n}));
    }
    BOOST_TEST(bench.server.accepted() == 4);
}

BOOST_AUTO_TEST_CASE(a_server_that_has_new_keys_is_greeted_in_full) {
    exchange_bench bench({3, answer_and_close()});
    bench.exchange();
    change_ticket_keys(bench.server.tls());
    for (int n = 0; n < 2; ++n)
        BOOST_TEST(!bench.exchange().error.has_value());
    BOOST_TEST(bench.pool.handshakes().full >= 2U);
    BOOST_TEST(bench.pool.handshakes().full + bench.pool.handshakes().resumed == 3U);
}

BOOST_AUTO_TEST_CASE(a_server_without_tickets_is_greeted_in_full) {
    exchange_bench bench({2, answer_and_close()});
    SSL_CTX_set_num_tickets(bench.server.tls(), 0);
    for (int n = 0; n < 2; ++n)
        BOOST_TEST(!bench.exchange().error.has_value());
    BOOST_TEST(handshakes(bench.pool) == (counted{2, 0}));
}

// Its words are those of a server that speaks old TLS only. What it says without a ticket counts.
BOOST_AUTO_TEST_CASE(a_handshake_that_fails_over_a_ticket_is_worth_another_try_without_one) {
    exchange_bench bench({answer_and_close()});
    bench.exchange();
    BOOST_REQUIRE(SSL_CTX_set_max_proto_version(bench.server.tls(), TLS1_2_VERSION) == 1);
    BOOST_REQUIRE(SSL_CTX_set_cipher_list(bench.server.tls(), "AES128-GCM-SHA256") == 1);
    BOOST_TEST((bench.exchange().error->code == errc::network));
    BOOST_TEST((bench.exchange().error->code == errc::untrusted_peer));
}

BOOST_AUTO_TEST_CASE(tls_1_2_is_resumed_too) {
    exchange_bench bench({2, answer_and_close()});
    SSL_CTX_set_max_proto_version(bench.server.tls(), TLS1_2_VERSION);
    for (int n = 0; n < 2; ++n)
        BOOST_TEST(!bench.exchange().error.has_value());
    BOOST_TEST(handshakes(bench.pool) == (counted{1, 1}));
}

BOOST_AUTO_TEST_CASE(a_stranger_is_never_greeted) {
    exchange_bench bench({2, answer_and_close()});
    const net::tls_context trusts_another =
        trusting(simulator::make_certificate().value().authority_pem);
    net::connection_pool suspicious(bench.context.get_executor(), bench.pool.peer(),
                                    &trusts_another);
    for (int n = 0; n < 2; ++n) {
        const auto outcome = bench.exchange_with(suspicious);
        BOOST_REQUIRE(outcome.error.has_value());
        BOOST_TEST((outcome.error->code == errc::untrusted_peer));
    }
    BOOST_TEST(handshakes(suspicious) == (counted{0, 0}));
    BOOST_TEST(bench.server.requests().empty());
}

BOOST_AUTO_TEST_CASE(plain_http_shakes_no_hands) {
    exchange_bench bench({{whole_response("ok")}}, scripted_server::speaks::plain);
    bench.exchange();
    BOOST_TEST(handshakes(bench.pool) == (counted{0, 0}));
}

BOOST_AUTO_TEST_CASE(a_ticket_is_given_out_once_and_not_too_many_are_kept) {
    net::session_tickets tickets;
    BOOST_TEST(!tickets.take());
    for (std::size_t n = 0; n < net::session_tickets::most; ++n)
        BOOST_REQUIRE(tickets.keep(SSL_SESSION_new()));
    SSL_SESSION* const one_more = SSL_SESSION_new();
    BOOST_TEST(tickets.keep(one_more));
    BOOST_TEST(tickets.held() == net::session_tickets::most);
    const auto first = tickets.take();
    const auto second = tickets.take();
    BOOST_TEST((first.get() == one_more));
    BOOST_TEST((second && second != first));
    BOOST_TEST(tickets.held() == net::session_tickets::most - 2);
    tickets.forget();
    BOOST_TEST(!tickets.take());
}

BOOST_AUTO_TEST_SUITE_END()
