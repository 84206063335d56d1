#include "net/burst_watch.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron::net;
using namespace std::chrono_literals;

namespace {

// Reads that follow each other by `gap`; the last one's time.
burst_watch::clock::time_point read(burst_watch& watch, int times, std::chrono::microseconds gap,
                                    burst_watch::clock::time_point from) {
    for (int n = 0; n < times; ++n)
        watch.read_at(from += gap);
    return from;
}

const burst_watch::clock::time_point noon(12h);

} // namespace

BOOST_AUTO_TEST_SUITE(net_burst_watch)

BOOST_AUTO_TEST_CASE(a_head_a_body_and_an_end_are_no_burst_and_more_are) {
    burst_watch watch;
    const auto third = read(watch, 3, 10us, noon);
    BOOST_TEST(!watch.in_burst());
    read(watch, 1, 10us, third);
    BOOST_TEST(watch.in_burst());
}

BOOST_AUTO_TEST_CASE(words_that_come_slowly_are_no_burst) {
    burst_watch watch;
    read(watch, 1000, 2ms, noon);
    BOOST_TEST(!watch.in_burst());
}

BOOST_AUTO_TEST_CASE(a_burst_goes_on_over_pauses_until_one_brings_nothing) {
    burst_watch watch;
    auto now = read(watch, 4, 10us, noon);
    for (int n = 0; n < 3; ++n) {
        now = read(watch, 1, 1100us, now); // the pause, and a little
        BOOST_TEST(watch.in_burst());
    }
    watch.found_nothing();
    BOOST_TEST(!watch.in_burst());
}

BOOST_AUTO_TEST_SUITE_END()
