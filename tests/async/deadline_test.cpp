#include "async/deadline.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <optional>

using namespace preceptron::async;
using namespace std::chrono_literals;

// The deadline compares with the steady clock, so a passed instant stands for "expired" and a far
// one for "not yet": no test waits.
BOOST_AUTO_TEST_SUITE(moving_deadline)

BOOST_AUTO_TEST_CASE(a_passed_deadline_expires_once) {
    asio::io_context context(1);
    int expired = 0;
    deadline d(context.get_executor(), [&] { ++expired; });
    d.set(deadline::clock::now() - 1s);
    context.run();
    BOOST_TEST(expired == 1);
}

BOOST_AUTO_TEST_CASE(moved_forward_it_does_not_expire) {
    asio::io_context context(1);
    int expired = 0;
    deadline d(context.get_executor(), [&] { ++expired; });
    d.set(deadline::clock::now() - 1s);
    d.set(deadline::clock::now() + 1h);
    context.poll(); // the timer fires, sees the later deadline and sleeps again
    BOOST_TEST(expired == 0);
}

BOOST_AUTO_TEST_CASE(moved_backward_it_expires_at_the_nearer_instant) {
    asio::io_context context(1);
    int expired = 0;
    deadline d(context.get_executor(), [&] { ++expired; });
    d.set(deadline::clock::now() + 1h);
    d.set(deadline::clock::now() - 1s);
    context.run();
    BOOST_TEST(expired == 1);
}

BOOST_AUTO_TEST_CASE(cleared_it_never_expires) {
    asio::io_context context(1);
    int expired = 0;
    deadline d(context.get_executor(), [&] { ++expired; });
    d.set(deadline::clock::now() - 1s);
    d.clear();
    context.run();
    BOOST_TEST(expired == 0);
}

BOOST_AUTO_TEST_CASE(destroyed_with_its_timer_due_it_stays_silent) {
    asio::io_context context(1);
    int expired = 0;
    std::optional<deadline> d(std::in_place, context.get_executor(), [&] { ++expired; });
    d->set(deadline::clock::now() - 1s);
    d.reset();
    context.run();
    BOOST_TEST(expired == 0);
}

BOOST_AUTO_TEST_CASE(can_be_set_again_after_it_expired) {
    asio::io_context context(1);
    int expired = 0;
    deadline d(context.get_executor(), [&] { ++expired; });
    d.set(deadline::clock::now() - 1s);
    context.run();
    d.set(deadline::clock::now() - 1s);
    context.restart();
    context.run();
    BOOST_TEST(expired == 2);
}

BOOST_AUTO_TEST_SUITE_END()
