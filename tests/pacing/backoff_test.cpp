#include "pacing/backoff.hpp"

#include <boost/test/unit_test.hpp>

#include <climits>

using namespace preceptron::pacing;

BOOST_AUTO_TEST_SUITE(back_off)

long long delay(int failures, double random) {
    return backoff_delay({}, failures, random).count();
}

BOOST_AUTO_TEST_CASE(the_longest_wait_doubles_up_to_the_cap) {
    BOOST_TEST(delay(1, 1) == 1000);
    BOOST_TEST(delay(2, 1) == 2000);
    BOOST_TEST(delay(5, 1) == 16000);
    BOOST_TEST(delay(7, 1) == 60000);
    BOOST_TEST(delay(INT_MAX, 1) == 60000);
}

BOOST_AUTO_TEST_CASE(the_random_number_spreads_it_from_zero) {
    BOOST_TEST(delay(3, 0) == 0);
    BOOST_TEST(delay(3, 0.25) == 1000);
    BOOST_TEST(delay(3, 0.5) == 2000);
}

BOOST_AUTO_TEST_CASE(nonsense_stays_within_the_bounds) {
    BOOST_TEST(delay(0, 0.5) == 500);
    BOOST_TEST(delay(-3, 7) == 1000);
    BOOST_TEST(delay(1, -1) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
