// The four deadlines, with real clocks: each hit leaves the others far away.
#include "net/exchange_bench.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::tests;
using namespace std::chrono_literals;
using after = turn::after;
using speaks = scripted_server::speaks;
using wire::body_end;

namespace {

// `least`: when it may have passed at the earliest.
void check_timeout(exchange_bench& bench, const net::exchange_deadlines& limits,
                   std::string_view name, std::chrono::milliseconds least) {
    const auto began = std::chrono::steady_clock::now();
    const auto outcome = bench.exchange(small_request(), nullptr, limits);
    const auto took = std::chrono::steady_clock::now() - began;
    BOOST_TEST((outcome.end == body_end::timed_out));
    BOOST_REQUIRE(outcome.error.has_value());
    BOOST_TEST((outcome.error->code == errc::timed_out));
    BOOST_TEST(outcome.error->message.find("timeouts: " + std::string(name)) != std::string::npos,
               outcome.error->message);
    BOOST_TEST((took >= least));
    BOOST_TEST((took < 5s));
    BOOST_TEST(bench.pool.idle() == 0);
    bench.run_until([&] { return bench.server.open_now() == 0; }); // the server is told
}

asio::awaitable<void> accept_and_say_nothing(asio::ip::tcp::acceptor& door,
                                             asio::ip::tcp::socket& held) {
    held = co_await door.async_accept(asio::use_awaitable);
}

} // namespace

BOOST_AUTO_TEST_SUITE(net_deadlines)

// Read in pieces, with pauses between them.
BOOST_AUTO_TEST_CASE(total_holds_for_a_burst) {
    for (const speaks protocol : {speaks::tls, speaks::plain}) {
        exchange_bench bench({{.bytes = chunked_head() + chunk("x"),
                               .piece = 100,
                               .filler = chunk("more"),
                               .times = 1ull << 40}},
                             protocol);
        bench.answer.keep = 0;
        auto limits = patient();
        limits.total = 60ms;
        check_timeout(bench, limits, "total", 60ms);
    }
}

BOOST_AUTO_TEST_CASE(connect_holds_for_the_handshake) {
    exchange_bench bench({});
    asio::ip::tcp::acceptor door(bench.context, {asio::ip::address_v4::loopback(), 0});
    asio::ip::tcp::socket held(bench.context);
    asio::co_spawn(bench.context, accept_and_say_nothing(door, held), asio::detached);
    net::connection_pool silent(bench.context.get_executor(),
                                {true, "127.0.0.1", door.local_endpoint().port()}, &bench.tls);
    auto limits = patient();
    limits.connect = 40ms;
    const auto outcome = bench.exchange_with(silent, small_request(), nullptr, limits);
    BOOST_TEST((outcome.end == body_end::timed_out));
    BOOST_TEST(
        outcome.error->message.ends_with(": no connection within 0.04 s (timeouts: connect)"),
        outcome.error->message);
    BOOST_TEST(!outcome.request_left);
}

BOOST_AUTO_TEST_CASE(first_byte_holds_from_the_request_s_last_byte) {
    exchange_bench bench({{"", after::hang}});
    auto limits = patient();
    limits.first_byte = 50ms;
    check_timeout(bench, limits, "first_byte", 50ms);
}

BOOST_AUTO_TEST_CASE(idle_holds_between_bytes) {
    exchange_bench bench({{chunked_head() + chunk("hello"), after::hang}});
    auto limits = patient();
    limits.idle = 50ms;
    check_timeout(bench, limits, "idle", 50ms);
    BOOST_TEST(bench.answer.body == "hello");
}

BOOST_AUTO_TEST_CASE(first_byte_holds_until_the_answer_itself_begins) {
    for (const std::string began :
         {"HTTP/1.1 200 OK\r\nContent-Ty", "HTTP/1.1 103 Early Hints\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"}) {
        exchange_bench bench({{began, after::hang}});
        auto limits = patient();
        limits.idle = 5ms;
        limits.first_byte = 50ms;
        check_timeout(bench, limits, "first_byte", 50ms);
    }
}

BOOST_AUTO_TEST_CASE(idle_holds_from_a_stream_s_head_on) {
    exchange_bench bench({{"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                           "Transfer-Encoding: chunked\r\n\r\n",
                           after::hang}});
    auto limits = patient();
    limits.idle = 50ms;
    check_timeout(bench, limits, "idle", 50ms);
}

BOOST_AUTO_TEST_CASE(an_interim_response_is_no_first_byte) {
    exchange_bench bench(
        {{.bytes = "HTTP/1.1 103 Early Hints\r\n\r\n" + chunked_head() + chunk("hello") + chunk(""),
          .piece = 28,
          .gap = 30ms}});
    const auto outcome = bench.exchange(small_request(), nullptr, patient());
    BOOST_REQUIRE(!outcome.error.has_value());
    BOOST_TEST((*outcome.times.first_byte - *outcome.times.sent >= 30ms));
}

BOOST_AUTO_TEST_CASE(every_byte_puts_idle_off) {
    const std::string bytes = chunked_head() + chunk("hello") + chunk("");
    exchange_bench bench({{.bytes = bytes, .piece = 2, .gap = 5ms}});
    auto limits = patient();
    limits.idle = 150ms; // the whole takes longer
    const auto outcome = bench.exchange(small_request(), nullptr, limits);
    BOOST_TEST(!outcome.error.has_value());
    BOOST_TEST((*outcome.times.done - *outcome.times.first_byte > 150ms));
}

BOOST_AUTO_TEST_CASE(total_ends_a_response_that_drips_for_ever) {
    exchange_bench bench(
        {{.bytes = chunked_head() + chunk(std::string(4000, 'x')), .piece = 1, .gap = 5ms}});
    auto limits = patient();
    limits.total = 120ms;
    check_timeout(bench, limits, "total", 120ms);
    BOOST_TEST(bench.answer.head.has_value() == false); // a head takes longer than that
}

BOOST_AUTO_TEST_CASE(total_is_the_ceiling_of_the_others) {
    exchange_bench bench({{"", after::hang}});
    auto limits = patient();
    limits.total = 50ms;
    check_timeout(bench, limits, "total", 50ms);
}

BOOST_AUTO_TEST_CASE(a_request_that_nobody_reads_ends_too) {
    // More than the kernel's buffers hold; the server reads no byte of it after its handshake.
    exchange_bench bench({});
    asio::ip::tcp::acceptor door(bench.context, {asio::ip::address_v4::loopback(), 0});
    asio::ip::tcp::socket held(bench.context);
    asio::co_spawn(bench.context, accept_and_say_nothing(door, held), asio::detached);
    net::connection_pool deaf(bench.context.get_executor(),
                              {false, "127.0.0.1", door.local_endpoint().port()}, nullptr);
    auto limits = patient();
    limits.connect = 80ms;
    const auto outcome =
        bench.exchange_with(deaf, small_request(std::string(32 << 20, 'x')), nullptr, limits);
    BOOST_TEST((outcome.end == body_end::timed_out));
    BOOST_TEST(outcome.error->message.find("the request was not taken within 0.08 s") !=
                   std::string::npos,
               outcome.error->message);
    BOOST_TEST(outcome.request_left);
    BOOST_TEST(!outcome.times.sent.has_value());
    BOOST_TEST(outcome.times.connected.has_value());
}

BOOST_AUTO_TEST_CASE(one_that_stalls_does_not_hold_up_another) {
    exchange_bench bench({{"", after::hang}, {whole_response("hello")}});
    kept_response stalled;
    bool over = false;
    const auto request = small_request();
    const auto limits = patient();
    asio::co_spawn(bench.context, net::exchange(bench.pool, request, nullptr, limits, stalled),
                   [&](std::exception_ptr, net::exchange_outcome) { over = true; });
    bench.run_until([&] { return bench.server.requests().size() == 1; });
    BOOST_TEST(!bench.exchange().error.has_value());
    BOOST_TEST(bench.answer.body == "hello");
    BOOST_TEST(!over);
}

BOOST_AUTO_TEST_SUITE_END()
