#include "async/interrupt.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <csignal>
#include <vector>

using namespace preceptron::async;

BOOST_AUTO_TEST_SUITE(interrupts)

BOOST_AUTO_TEST_CASE(every_signal_is_reported_with_its_number) {
    asio::io_context context(1);
    std::vector<int> seen;
    interrupt watch(context.get_executor(), [&](int number) { seen.push_back(number); });
    std::raise(SIGINT);
    while (seen.size() < 1)
        context.run_one();
    std::raise(SIGTERM);
    while (seen.size() < 2)
        context.run_one();
    watch.close();
    context.run();
    BOOST_TEST(seen == (std::vector{SIGINT, SIGTERM}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_watch_that_closes_while_a_signal_waits_for_its_turn_lets_the_loop_run_dry) {
    asio::io_context context(1);
    int seen = 0;
    interrupt watch(context.get_executor(), [&](int) { ++seen; });
    std::raise(SIGINT);
    context.run_one(); // the signal is read, and its handler queued
    watch.close();
    for (int turns = 0; turns < 100 && !context.stopped(); ++turns)
        context.poll_one();
    BOOST_TEST(context.stopped());
    BOOST_TEST(seen == 0);
}

BOOST_AUTO_TEST_CASE(a_signal_ignored_at_the_start_stays_ignored) {
    const auto before = std::signal(SIGHUP, SIG_IGN);
    asio::io_context context(1);
    std::vector<int> seen;
    interrupt watch(context.get_executor(), [&](int number) { seen.push_back(number); });
    std::raise(SIGHUP);
    std::raise(SIGINT);
    while (seen.empty())
        context.run_one();
    watch.close();
    context.run();
    BOOST_TEST(seen == std::vector{SIGINT}, boost::test_tools::per_element());
    std::signal(SIGHUP, before);
}

BOOST_AUTO_TEST_SUITE_END()
