#include "net/opening_window.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>

using preceptron::net::opening_window;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(connections_opened_at_a_time)

BOOST_AUTO_TEST_CASE(it_doubles_in_every_round_where_the_way_is_long) {
    opening_window window;
    BOOST_TEST(window.size() == 32U);
    for (const std::size_t doubled : {64U, 128U, 256U, 512U, 512U}) {
        const std::size_t round = window.size();
        for (std::size_t i = 0; i < round; ++i)
            window.opened_in(250ms +
                             std::chrono::milliseconds(i % 100)); // waits for this core, too
        BOOST_TEST(window.size() == doubled);
    }
}

BOOST_AUTO_TEST_CASE(it_stays_where_this_core_is_what_they_wait_for) {
    opening_window window;
    window.opened_in(2ms);
    const std::size_t size = window.size();
    for (int i = 0; i < 1000; ++i)
        window.opened_in(20ms);
    BOOST_TEST(window.size() == size);
}

BOOST_AUTO_TEST_CASE(a_later_one_may_be_the_quickest) {
    opening_window window;
    window.opened_in(300ms); // looked a name up
    window.opened_in(30ms);
    const std::size_t size = window.size();
    window.opened_in(200ms);
    BOOST_TEST(window.size() == size);
    window.opened_in(59ms);
    BOOST_TEST(window.size() == size + 1);
}

BOOST_AUTO_TEST_CASE(a_lower_limit_holds_from_the_start) {
    opening_window window(1);
    window.opened_in(1ms);
    BOOST_TEST(window.size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
