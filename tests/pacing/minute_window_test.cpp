#include "pacing/minute_limits.hpp"
#include "pacing/minute_window.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron::pacing;
using namespace preceptron::tests;

BOOST_AUTO_TEST_SUITE(pacing_minute_window)

BOOST_AUTO_TEST_CASE(a_minute_is_corrected_where_its_call_was_or_not_at_all) {
    minute_window window;
    const instant later = start + minute_window::slot * minute_window::slots;
    window.take(500, start);
    window.take(500, later);
    window.correct(-400, start, later); // it has left the window
    BOOST_TEST(window.spent(later) == 500);
    window.correct(-900, later, later);
    window.take(100, later);
    BOOST_TEST(window.spent(later) == 100);
}

BOOST_AUTO_TEST_SUITE_END()
