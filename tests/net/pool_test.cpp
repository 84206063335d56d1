// Connections that are kept, and when they are not.
#include "net/exchange_bench.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::tests;
using after = turn::after;
using speaks = scripted_server::speaks;

namespace {

const std::string unbounded = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n";

void check_not_kept(turn first) {
    exchange_bench bench({std::move(first), {whole_response("second")}});
    bench.exchange();
    BOOST_TEST(bench.pool.idle() == 0);
    const auto second = bench.exchange();
    BOOST_TEST(!second.reused_connection);
    BOOST_TEST(bench.answer.body == "second");
    BOOST_TEST(bench.server.accepted() == 2);
}

} // namespace

BOOST_AUTO_TEST_SUITE(net_pool)

BOOST_AUTO_TEST_CASE(one_connection_carries_many_exchanges) {
    for (const speaks protocol : {speaks::tls, speaks::plain}) {
        exchange_bench bench({{whole_response("one")},
                              {chunked_head() + chunk("two") + chunk("")},
                              {whole_response("three")}},
                             protocol);
        const auto first = bench.exchange();
        BOOST_TEST(!first.reused_connection);
        BOOST_TEST(first.times.connected.has_value());
        for (const std::string_view body : {"two", "three"}) {
            const auto next = bench.exchange();
            BOOST_TEST(next.reused_connection);
            BOOST_TEST(!next.times.connected.has_value());
            BOOST_TEST(bench.answer.body == body);
        }
        BOOST_TEST(bench.server.accepted() == 1);
        BOOST_TEST(bench.pool.idle() == 1);
    }
}

// One connection may be opened at a time; whoever waits finds that one has come back meanwhile.
BOOST_AUTO_TEST_CASE(who_waited_for_a_turn_to_open_takes_what_has_come_back) {
    exchange_bench bench({{whole_response("one")}, {whole_response("two")}});
    net::connection_pool narrow(bench.context.get_executor(), bench.pool.peer(), &bench.tls,
                                nullptr, 1);
    std::optional<async::semaphore::permit> turn;
    asio::co_spawn(bench.context, narrow.turn_to_open(),
                   [&](std::exception_ptr, async::semaphore::permit p) { turn = std::move(p); });
    bench.run_until([&] { return turn.has_value(); });
    std::optional<net::exchange_outcome> outcome;
    kept_response answer;
    const auto limits = patient();
    asio::co_spawn(bench.context, net::exchange(narrow, small_request(), nullptr, limits, answer),
                   [&](std::exception_ptr, net::exchange_outcome o) { outcome = std::move(o); });
    bench.context.poll();
    BOOST_TEST(bench.server.accepted() == 0);
    auto opened = narrow.make();
    bool open = false;
    asio::co_spawn(bench.context, opened->open(),
                   [&](std::exception_ptr, result<void> r) { open = r.has_value(); });
    bench.run_until([&] { return open; });
    narrow.keep(std::move(opened), std::chrono::steady_clock::now());
    turn.reset();
    bench.run_until([&] { return outcome.has_value(); });
    BOOST_TEST(!outcome->error.has_value());
    BOOST_TEST(outcome->reused_connection);
    BOOST_TEST(bench.server.accepted() == 1);
}

// As many as the window says, and all once the door is open, whatever the window does then.
BOOST_AUTO_TEST_CASE(more_are_opened_at_a_time_as_the_window_grows) {
    exchange_bench bench({});
    std::vector<async::semaphore::permit> turns;
    const auto ask = [&](std::size_t count) {
        for (std::size_t i = 0; i < count; ++i)
            asio::co_spawn(bench.context, bench.pool.turn_to_open(),
                           [&](std::exception_ptr, async::semaphore::permit p) {
                               turns.push_back(std::move(p));
                           });
        bench.context.poll();
    };
    const std::size_t first = net::opening_window::first;
    ask(first + 10);
    BOOST_TEST(turns.size() == first);
    bench.pool.opened_in(std::chrono::milliseconds(5));
    bench.pool.opened_in(std::chrono::milliseconds(5));
    bench.context.poll();
    BOOST_TEST(turns.size() == first + 2);
    bench.pool.open_the_door();
    bench.context.poll();
    BOOST_TEST(turns.size() == first + 10);
    bench.pool.opened_in(std::chrono::milliseconds(5));
    ask(100);
    BOOST_TEST(turns.size() == first + 110);
}

BOOST_AUTO_TEST_CASE(an_exchange_tells_the_pool_how_long_opening_took) {
    exchange_bench bench({{whole_response("one"), after::close}});
    bench.exchange();
    std::vector<async::semaphore::permit> turns;
    for (std::size_t i = 0; i <= net::opening_window::first; ++i)
        asio::co_spawn(
            bench.context, bench.pool.turn_to_open(),
            [&](std::exception_ptr, async::semaphore::permit p) { turns.push_back(std::move(p)); });
    bench.context.poll();
    BOOST_TEST(turns.size() == net::opening_window::first + 1);
}

BOOST_AUTO_TEST_CASE(no_more_are_kept_than_are_wanted) {
    exchange_bench bench({{whole_response("one")}, {whole_response("two")}});
    bench.exchange();
    bench.pool.keep_at_most(1);
    BOOST_TEST(bench.pool.idle() == 1);
    bench.pool.keep_at_most(0);
    BOOST_TEST(bench.pool.idle() == 0);
    bench.run_until([&] { return bench.server.open_now() == 0; });
    BOOST_TEST(!bench.exchange().reused_connection);
}

BOOST_AUTO_TEST_CASE(a_connection_that_cannot_go_on_is_not_kept) {
    check_not_kept({whole_response("x", "Connection: close\r\n"), after::close});
    check_not_kept({"HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx", after::close});
    check_not_kept({unbounded + "x", after::close});
    check_not_kept({"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx", after::close});
    check_not_kept({whole_response("x") + "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged"});
}

BOOST_AUTO_TEST_CASE(a_connection_that_its_server_closed_meanwhile_is_not_taken) {
    for (const speaks protocol : {speaks::tls, speaks::plain})
        for (const after how : {after::close, after::drop, after::reset}) {
            exchange_bench bench({{whole_response("one"), how}, {whole_response("two")}}, protocol);
            bench.exchange();
            bench.run_until([&] { return bench.server.open_now() == 0; });
            const auto second = bench.exchange();
            BOOST_TEST(!second.error.has_value());
            BOOST_TEST(!second.reused_connection);
            BOOST_TEST(bench.answer.body == "two");
        }
}

BOOST_AUTO_TEST_CASE(a_connection_with_bytes_nobody_asked_for_is_not_taken) {
    for (const speaks protocol : {speaks::tls, speaks::plain}) {
        const std::string forged = whole_response("forged");
        const std::string first = whole_response("one");
        // In two writes, with time between them for the exchange to end.
        exchange_bench bench(
            {{.bytes = first + forged, .piece = first.size(), .gap = std::chrono::milliseconds(20)},
             {whole_response("two")}},
            protocol);
        bench.exchange();
        BOOST_TEST(bench.answer.body == "one");
        bench.run_until([&] { return bench.server.played() == 1; });
        BOOST_TEST(!bench.exchange().reused_connection);
        BOOST_TEST(bench.answer.body == "two");
    }
}

BOOST_AUTO_TEST_CASE(a_connection_that_dies_on_the_next_request_is_called_stale) {
    for (const after how : {after::close, after::drop, after::reset}) {
        exchange_bench bench({{whole_response("one")}, {"", how}, {whole_response("three")}});
        BOOST_TEST(!bench.exchange().stale_connection());
        const auto second = bench.exchange();
        BOOST_TEST(second.reused_connection);
        BOOST_TEST(second.stale_connection());
        BOOST_TEST(second.error.has_value());
        BOOST_TEST(!bench.exchange().error.has_value()); // the pool's next one is new
    }
}

BOOST_AUTO_TEST_CASE(a_connection_that_dies_while_the_server_works_is_not_stale) {
    using namespace std::chrono_literals;
    net::exchange_outcome died;
    died.reused_connection = true;
    died.times.started = died.times.sent = std::chrono::steady_clock::now();
    died.times.done = *died.times.sent + 1900ms;
    BOOST_TEST(died.stale_connection());
    died.times.done = *died.times.sent + 2s;
    BOOST_TEST(!died.stale_connection());
    died.times.sent.reset(); // it could not even be sent
    BOOST_TEST(died.stale_connection());
}

BOOST_AUTO_TEST_CASE(a_new_connection_that_dies_is_not_stale) {
    exchange_bench bench({{"", after::close}});
    const auto outcome = bench.exchange();
    BOOST_TEST(outcome.error.has_value());
    BOOST_TEST(!outcome.stale_connection());
}

BOOST_AUTO_TEST_CASE(a_kept_connection_that_answers_nonsense_or_dies_answering_is_not_stale) {
    for (const std::string_view bytes :
         {"nonsense\r\n\r\n", "HTTP/1.1 2", "HTTP/1.1 100 Continue\r\n\r\n"}) {
        exchange_bench bench({{whole_response("one")}, {std::string(bytes), after::close}});
        bench.exchange();
        const auto second = bench.exchange();
        BOOST_TEST(second.reused_connection);
        BOOST_TEST(second.error.has_value());
        BOOST_TEST(!second.stale_connection(), bytes); // the request has been worked on
    }
}

BOOST_AUTO_TEST_CASE(a_timeout_on_a_kept_connection_is_not_stale) {
    exchange_bench bench({{whole_response("one")}, {"", after::hang}});
    bench.exchange();
    auto limits = patient();
    limits.first_byte = std::chrono::milliseconds(30);
    const auto second = bench.exchange(small_request(), nullptr, limits);
    BOOST_TEST((second.end == wire::body_end::timed_out));
    BOOST_TEST(!second.stale_connection());
}

BOOST_AUTO_TEST_CASE(a_connection_idle_for_too_long_is_closed_and_the_youngest_is_taken_first) {
    exchange_bench bench({{whole_response("one")}});
    bench.exchange();
    using clock = net::connection_pool::clock;
    const auto now = clock::now();
    BOOST_TEST(
        !bench.pool.take_idle(now + net::connection_pool::most_idle + std::chrono::seconds(1)));
    BOOST_TEST(bench.pool.idle() == 0);
    bench.run_until([&] { return bench.server.open_now() == 0; });

    bench.server.add({whole_response("two")});
    bench.exchange();
    auto older = bench.pool.take_idle(now);
    bench.server.add({whole_response("three")});
    bench.exchange();
    auto younger = bench.pool.take_idle(now);
    const net::connection* const youngest = younger.get();
    bench.pool.keep(std::move(older), now);
    bench.pool.keep(std::move(younger), now + std::chrono::seconds(40));
    BOOST_TEST(bench.pool.idle() == 2);
    BOOST_TEST(bench.pool.take_idle(now + std::chrono::seconds(50)).get() == youngest);
    BOOST_TEST(bench.pool.idle() == 0); // the older one was too old
}

BOOST_AUTO_TEST_CASE(clearing_the_pool_closes_what_is_idle) {
    exchange_bench bench({{whole_response("one")}});
    bench.exchange();
    BOOST_TEST(bench.server.open_now() == 1);
    bench.pool.clear();
    bench.run_until([&] { return bench.server.open_now() == 0; });
}

BOOST_AUTO_TEST_SUITE_END()
