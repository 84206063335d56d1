#include "async/task_group.hpp"
#include "support/stop_everywhere.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/test/unit_test.hpp>

#include <stdexcept>

using namespace preceptron::async;

namespace {

asio::awaitable<void> count_turns(int turns, int& done) {
    for (int i = 0; i < turns; ++i)
        co_await asio::post(asio::use_awaitable);
    ++done;
}

asio::awaitable<void> wait_for_ever() {
    asio::steady_timer timer(co_await asio::this_coro::executor,
                             asio::steady_timer::time_point::max());
    co_await timer.async_wait(asio::use_awaitable);
}

asio::awaitable<void> fail_at_once() {
    throw std::runtime_error("broken child");
    co_return;
}

asio::awaitable<void> cancel_all(task_group& group, int& done) {
    group.cancel();
    ++done;
    co_return;
}

// What the parent of a group does, with its outcome kept for the test.
struct parent {
    explicit parent(asio::any_io_executor executor) : group(std::move(executor)) {}
    task_group group;
    int done = 0;
    bool joined = false;
    std::string error;
};

asio::awaitable<void> join_and_note(parent& p) {
    try {
        co_await p.group.join();
        p.joined = true;
    } catch (const std::exception& e) {
        p.error = e.what();
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(group_of_tasks)

BOOST_AUTO_TEST_CASE(join_waits_for_all_children) {
    asio::io_context context(1);
    parent p(context.get_executor());
    for (int turns : {1, 5, 3})
        p.group.spawn(count_turns(turns, p.done));
    asio::co_spawn(context, join_and_note(p), asio::detached);
    context.run();
    BOOST_TEST(p.joined);
    BOOST_TEST(p.done == 3);
}

BOOST_AUTO_TEST_CASE(join_of_an_empty_group_returns) {
    asio::io_context context(1);
    parent p(context.get_executor());
    asio::co_spawn(context, join_and_note(p), asio::detached);
    context.run();
    BOOST_TEST(p.joined);
}

BOOST_AUTO_TEST_CASE(cancel_ends_children_and_is_not_an_error) {
    asio::io_context context(1);
    parent p(context.get_executor());
    p.group.spawn(wait_for_ever());
    p.group.spawn(wait_for_ever());
    asio::co_spawn(context, join_and_note(p), asio::detached);
    context.poll();
    BOOST_TEST(!p.joined);
    p.group.cancel();
    context.run();
    BOOST_TEST(p.joined);
}

BOOST_AUTO_TEST_CASE(a_child_may_cancel_its_group_before_it_was_ever_suspended) {
    asio::io_context context(1);
    parent p(context.get_executor());
    p.group.spawn(wait_for_ever());
    p.group.spawn(cancel_all(p.group, p.done));
    asio::co_spawn(context, join_and_note(p), asio::detached);
    context.run();
    BOOST_TEST(p.joined);
    BOOST_TEST(p.done == 1);
}

BOOST_AUTO_TEST_CASE(cancelling_the_parent_cancels_and_awaits_the_children) {
    asio::io_context context(1);
    parent p(context.get_executor());
    p.group.spawn(wait_for_ever());
    task_group outer(context.get_executor());
    outer.spawn(join_and_note(p));
    context.poll();
    outer.cancel();
    context.run();
    BOOST_TEST(p.group.size() == 0U);
    BOOST_TEST(outer.size() == 0U);
}

BOOST_AUTO_TEST_CASE(the_first_exception_reaches_the_parent_after_all_have_ended) {
    asio::io_context context(1);
    parent p(context.get_executor());
    p.group.spawn(fail_at_once());
    p.group.spawn(count_turns(4, p.done));
    asio::co_spawn(context, join_and_note(p), asio::detached);
    context.run();
    BOOST_TEST(p.error == "broken child");
    BOOST_TEST(p.done == 1);
}

BOOST_AUTO_TEST_CASE(survives_being_torn_down_at_every_step) {
    const auto steps = preceptron::tests::stop_everywhere([](asio::any_io_executor e) {
        auto p = std::make_unique<parent>(e);
        for (int turns : {1, 4, 2})
            p->group.spawn(count_turns(turns, p->done));
        asio::co_spawn(e, join_and_note(*p), asio::detached);
        return p;
    });
    BOOST_TEST(steps > 5U);
}

BOOST_AUTO_TEST_SUITE_END()
