#include "simulator/session_group.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/test/unit_test.hpp>

#include <functional>
#include <stdexcept>

using namespace preceptron::simulator;
namespace asio = boost::asio;

namespace {

asio::awaitable<void> wait_for_ever(asio::io_context& context, int& ended) {
    asio::steady_timer timer(context, asio::steady_timer::time_point::max());
    co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    ++ended;
}

asio::awaitable<void> yield_then(asio::io_context& context, std::function<void()> act) {
    co_await asio::post(context, asio::use_awaitable);
    act();
}

} // namespace

BOOST_AUTO_TEST_SUITE(simulator_session_group)

BOOST_AUTO_TEST_CASE(cancelling_ends_every_session) {
    asio::io_context context;
    session_group group(context.get_executor());
    int ended = 0;
    for (int i = 0; i < 100; ++i)
        group.spawn(wait_for_ever(context, ended));
    context.poll();
    BOOST_TEST(ended == 0);
    group.cancel();
    context.run();
    BOOST_TEST(ended == 100);
}

BOOST_AUTO_TEST_CASE(a_session_cancelled_before_it_began_ends_too) {
    asio::io_context context;
    session_group group(context.get_executor());
    int ended = 0;
    group.spawn(wait_for_ever(context, ended));
    group.cancel();
    BOOST_TEST(context.run() > 0);
}

BOOST_AUTO_TEST_CASE(join_waits_for_the_last_and_throws_what_was_thrown) {
    asio::io_context context;
    session_group group(context.get_executor());
    session_group observer(context.get_executor());
    bool joined = false;
    std::string thrown;
    const auto join = [](session_group& sessions, bool& done,
                         std::string& what) -> asio::awaitable<void> {
        try {
            co_await sessions.join();
        } catch (const std::runtime_error& error) {
            what = error.what();
        }
        done = true;
    };
    group.spawn(yield_then(context, [] { throw std::runtime_error("broken"); }));
    group.spawn(yield_then(context, [&] { BOOST_TEST(!joined); }));
    observer.spawn(join(group, joined, thrown));
    context.run();
    BOOST_TEST(joined);
    BOOST_TEST(thrown == "broken");
}

// Every suspension point is destroyed once. That nothing is used after its end shows under the
// address sanitizer; here, that the loop was ended before each handler there is.
BOOST_AUTO_TEST_CASE(the_loop_may_end_after_any_handler) {
    for (std::size_t handlers = 0;; ++handlers) {
        BOOST_REQUIRE(handlers < 100U);
        int ended = 0;
        std::size_t ran = 0;
        {
            asio::io_context context;
            session_group group(context.get_executor());
            group.spawn(wait_for_ever(context, ended));
            group.spawn(yield_then(context, [&] { group.cancel(); }));
            while (ran < handlers && context.poll_one() > 0)
                ++ran;
        }
        if (ran < handlers) {
            BOOST_TEST(ran > 3U);
            BOOST_TEST(ended == 1);
            return;
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
