#include "async/loop_lag.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/test/unit_test.hpp>

using namespace preceptron::async;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(lag_of_the_loop)

BOOST_AUTO_TEST_CASE(quantiles_are_exact_to_a_factor_of_two) {
    asio::io_context context(1);
    loop_lag lag(context.get_executor());
    for (int i = 0; i < 99; ++i)
        lag.record(100us);
    lag.record(9000us);
    BOOST_TEST(lag.samples() == 100U);
    BOOST_TEST((lag.worst() == 9000us));
    BOOST_TEST((lag.quantile(0.5) >= 100us && lag.quantile(0.5) < 200us));
    BOOST_TEST((lag.quantile(0.995) == 9000us));
    lag.close();
    context.run();
}

BOOST_AUTO_TEST_CASE(once_closed_it_ends_even_if_its_turn_has_come_already) {
    asio::io_context context(1);
    asio::steady_timer first(context, std::chrono::steady_clock::time_point::min());
    loop_lag lag(context.get_executor(), -1ms);
    first.async_wait([&lag](boost::system::error_code) { lag.close(); });
    context.run_for(5s); // both timers' turns come at once, this one's first
    BOOST_TEST(context.stopped());
    BOOST_TEST(lag.samples() == 0U);
}

BOOST_AUTO_TEST_CASE(an_early_handler_counts_as_no_lag) {
    asio::io_context context(1);
    loop_lag lag(context.get_executor());
    lag.record(-5us);
    BOOST_TEST((lag.worst() == 0us));
    lag.close();
}

BOOST_AUTO_TEST_SUITE_END()
