#include "async/sleepers.hpp"

#include "async/task_group.hpp"
#include "support/stop_everywhere.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace preceptron::async;
using namespace std::chrono_literals;

namespace {

using instant = std::chrono::steady_clock::time_point;

struct dormitory {
    explicit dormitory(asio::any_io_executor executor) : beds(executor), group(executor) {}
    sleepers beds;
    task_group group;
    std::vector<bool> rested;
};

asio::awaitable<void> sleep(dormitory& d, instant until) {
    d.rested.push_back(co_await d.beds.sleep_until(until));
}

} // namespace

BOOST_AUTO_TEST_SUITE(sleeping_coroutines)

BOOST_AUTO_TEST_CASE(a_time_that_has_come_ends_the_sleep) {
    asio::io_context context(1);
    dormitory d(context.get_executor());
    d.group.spawn(sleep(d, instant::min()));
    context.run();
    BOOST_TEST(d.rested == std::vector{true}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(waking_all_ends_every_sleep_now_and_to_come) {
    asio::io_context context(1);
    dormitory d(context.get_executor());
    d.group.spawn(sleep(d, instant::max()));
    d.group.spawn(sleep(d, instant::max()));
    context.poll();
    BOOST_TEST(d.beds.asleep() == 2U);
    d.beds.wake_all();
    d.group.spawn(sleep(d, instant::max()));
    context.run();
    BOOST_TEST(d.rested == (std::vector{false, false, false}), boost::test_tools::per_element());
    BOOST_TEST(d.beds.asleep() == 0U);
}

BOOST_AUTO_TEST_CASE(rousing_lets_them_look_again_and_go_back_to_sleep) {
    asio::io_context context(1);
    dormitory d(context.get_executor());
    d.group.spawn(sleep(d, instant::max()));
    context.poll();
    d.beds.rouse();
    context.run();
    BOOST_TEST(d.rested == std::vector{true}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(survives_being_torn_down_at_every_step) {
    preceptron::tests::stop_everywhere([](asio::any_io_executor e) {
        auto d = std::make_unique<dormitory>(e);
        for (int i = 0; i < 3; ++i)
            d->group.spawn(sleep(*d, instant::min()));
        return d;
    });
}

BOOST_AUTO_TEST_SUITE_END()
