#include "async/semaphore.hpp"
#include "async/task_group.hpp"
#include "support/stop_everywhere.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <vector>

using namespace preceptron::async;

namespace {

struct shared_slots {
    shared_slots(asio::any_io_executor executor, std::size_t limit)
        : slots(executor, limit), group(executor) {}
    semaphore slots;
    task_group group;
    std::vector<int> order;
    std::size_t inside = 0;
    std::size_t most_inside = 0;
};

asio::awaitable<void> visit(shared_slots& s, int number, int turns, std::size_t rank = 0) {
    const auto permit = co_await s.slots.acquire(rank);
    s.order.push_back(number);
    s.most_inside = std::max(s.most_inside, ++s.inside);
    for (int i = 0; i < turns; ++i)
        co_await asio::post(asio::use_awaitable);
    --s.inside;
}

} // namespace

BOOST_AUTO_TEST_SUITE(semaphore_of_coroutines)

BOOST_AUTO_TEST_CASE(never_lets_more_in_than_its_limit_and_keeps_the_order) {
    asio::io_context context(1);
    shared_slots s(context.get_executor(), 2);
    for (int i = 0; i < 6; ++i)
        s.group.spawn(visit(s, i, 3));
    context.run();
    BOOST_TEST(s.most_inside == 2U);
    BOOST_TEST(s.order == (std::vector{0, 1, 2, 3, 4, 5}), boost::test_tools::per_element());
    BOOST_TEST(s.slots.in_use() == 0U);
    BOOST_TEST(s.slots.waiting() == 0U);
}

BOOST_AUTO_TEST_CASE(lower_ranks_go_first_and_equals_in_the_order_of_their_coming) {
    asio::io_context context(1);
    shared_slots s(context.get_executor(), 1);
    const std::size_t ranks[] = {1, 1, 2, 0, 1, 0, 2};
    for (int i = 0; i < 7; ++i)
        s.group.spawn(visit(s, i, 3, ranks[i]));
    context.run();
    // The first had come when nobody waited.
    BOOST_TEST(s.order == (std::vector{0, 3, 5, 1, 4, 2, 6}), boost::test_tools::per_element());
    BOOST_TEST(s.slots.waiting() == 0U);
}

BOOST_AUTO_TEST_CASE(a_raised_limit_lets_waiters_in_at_once) {
    asio::io_context context(1);
    shared_slots s(context.get_executor(), 0);
    for (int i = 0; i < 3; ++i)
        s.group.spawn(visit(s, i, 1));
    context.poll();
    BOOST_TEST(s.order.empty());
    BOOST_TEST(s.slots.waiting() == 3U);
    s.slots.set_limit(3);
    context.restart();
    context.run();
    BOOST_TEST(s.order.size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_lowered_limit_takes_effect_as_permits_come_back) {
    asio::io_context context(1);
    shared_slots s(context.get_executor(), 3);
    for (int i = 0; i < 9; ++i)
        s.group.spawn(visit(s, i, 2));
    while (s.inside < 3 && context.run_one() != 0) {
    }
    s.slots.set_limit(1);
    s.most_inside = 0;
    context.run();
    BOOST_TEST(s.order.size() == 9U);
    BOOST_TEST(s.most_inside <= 3U);
    BOOST_TEST(s.slots.in_use() == 0U);
}

BOOST_AUTO_TEST_CASE(no_permit_is_lost_when_waiters_are_cancelled_at_any_moment) {
    for (std::size_t handlers = 0; handlers < 60; ++handlers) {
        asio::io_context context(1);
        shared_slots s(context.get_executor(), 2);
        for (int i = 0; i < 6; ++i)
            s.group.spawn(visit(s, i, 3));
        for (std::size_t i = 0; i < handlers; ++i)
            context.run_one();
        s.group.cancel();
        context.run();
        BOOST_TEST(s.slots.in_use() == 0U);
        BOOST_TEST(s.slots.waiting() == 0U);
        BOOST_TEST(s.group.size() == 0U);
    }
}

BOOST_AUTO_TEST_CASE(survives_being_torn_down_at_every_step) {
    const auto steps = preceptron::tests::stop_everywhere([](asio::any_io_executor e) {
        auto s = std::make_unique<shared_slots>(e, 2);
        for (int i = 0; i < 5; ++i)
            s->group.spawn(visit(*s, i, 2));
        return s;
    });
    BOOST_TEST(steps > 10U);
}

BOOST_AUTO_TEST_SUITE_END()
