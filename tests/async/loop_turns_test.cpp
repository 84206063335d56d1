#include "async/loop_turns.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/test/unit_test.hpp>

#include <deque>
#include <functional>
#include <stdexcept>

using namespace preceptron;
using namespace std::chrono_literals;
namespace asio = boost::asio;

BOOST_AUTO_TEST_SUITE(loop_turns)

BOOST_AUTO_TEST_CASE(a_loop_in_turns_ends_when_nothing_is_left_to_do) {
    asio::io_context context{1};
    async::run_in_turns(context);
    int served = 0;
    // In quick succession, posted or waited for, so that the loop rests in between.
    asio::steady_timer timer(context);
    std::function<void()> next = [&] {
        if (++served == 300)
            return;
        if (served % 3 != 0)
            return asio::post(context, next);
        timer.expires_after(50us);
        timer.async_wait([&](boost::system::error_code ec) {
            BOOST_TEST(!ec);
            next();
        });
    };
    context.restart();
    asio::post(context, next);
    async::run_in_turns(context);
    BOOST_TEST(served == 300);
    BOOST_TEST(context.stopped());
}

// Fifty timers, each soon after the one before: a loop that does not rest would wait for most of
// them.
BOOST_AUTO_TEST_CASE(what_comes_in_quick_succession_shares_turns) {
    asio::io_context context{1};
    std::deque<asio::steady_timer> timers;
    const auto begin = std::chrono::steady_clock::now() + 5ms;
    int served = 0;
    for (int n = 0; n < 50; ++n)
        timers.emplace_back(context, begin + n * 100us).async_wait([&](auto) { ++served; });
    const std::size_t turns = async::run_in_turns(context);
    BOOST_TEST(served == 50);
    BOOST_TEST(turns < 25U);
}

BOOST_AUTO_TEST_CASE(it_ends_when_it_is_stopped_and_what_a_handler_throws_gets_out) {
    asio::io_context context{1};
    int served = 0;
    asio::post(context, [&] { context.stop(); });
    asio::post(context, [&] { ++served; });
    async::run_in_turns(context);
    BOOST_TEST(served == 0);
    context.restart();
    asio::post(context, [] { throw std::runtime_error("of a handler"); });
    asio::post(context, [&] { ++served; });
    for (int thrown = 0; thrown < 2; ++thrown) {
        try {
            async::run_in_turns(context);
            BOOST_TEST(thrown == 1);
        } catch (const std::runtime_error&) {
            BOOST_TEST(thrown == 0);
        }
    }
    BOOST_TEST(served == 2);
}

BOOST_AUTO_TEST_SUITE_END()
