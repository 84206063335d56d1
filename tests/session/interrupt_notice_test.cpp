#include "session/interrupt_notice.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>

using namespace preceptron::session;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(what_a_signal_is_answered)

BOOST_AUTO_TEST_CASE(a_person_may_ask_twice) {
    BOOST_TEST(drain_notice(SIGINT, 12, 20s, 0) ==
               "^C: nothing new is sent; waiting for 12 calls in flight (^C again gives them up)");
    BOOST_TEST(drain_notice(SIGINT, 1, 20s, 0) ==
               "^C: nothing new is sent; waiting for 1 call in flight (^C again gives it up)");
}

BOOST_AUTO_TEST_CASE(nothing_is_waited_for_where_nothing_is_in_flight) {
    BOOST_TEST(drain_notice(SIGINT, 0, 20s, 0) == "^C: nothing new is sent; no call is in flight");
    BOOST_TEST(drain_notice(SIGTERM, 0, 20s, 0) ==
               "SIGTERM: nothing new is sent; no call is in flight");
}

BOOST_AUTO_TEST_CASE(a_scheduler_is_told_how_long) {
    BOOST_TEST(drain_notice(SIGTERM, 2, 20s, 0) ==
               "SIGTERM: nothing new is sent; waiting for 2 calls in flight, 20s at most");
}

BOOST_AUTO_TEST_CASE(records_that_may_be_lost_are_counted) {
    const std::string said = drain_notice(SIGHUP, 0, 20s, 3);
    BOOST_TEST(said.find("what is kept in memory (3 records) is lost unless") != said.npos);
    BOOST_TEST(said.ends_with("room for it within 10s"));
    BOOST_TEST(drain_notice(SIGTERM, 0, 1s, 3) ==
               "SIGTERM: nothing new is sent; no call is in flight; what is kept in memory (3 "
               "records) is lost unless there is room for it within 1.0s");
    BOOST_TEST(drain_notice(SIGINT, 0, 1s, 3).ends_with("room for it within 10s"));
}

BOOST_AUTO_TEST_CASE(the_second_one_says_what_may_be_billed) {
    BOOST_TEST(close_notice(SIGTERM) ==
               "SIGTERM: closing now; calls in flight are given up and may be billed all the same");
    BOOST_TEST(close_notice(SIGUSR1).find("signal ") == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
