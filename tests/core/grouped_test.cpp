#include "core/grouped.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>

using namespace preceptron;

BOOST_AUTO_TEST_SUITE(numbers_for_people)

BOOST_AUTO_TEST_CASE(thousands_are_set_apart) {
    BOOST_TEST(grouped(0) == "0");
    BOOST_TEST(grouped(999) == "999");
    BOOST_TEST(grouped(1'000) == "1,000");
    BOOST_TEST(grouped(12'345'678) == "12,345,678");
}

BOOST_AUTO_TEST_CASE(what_is_counted_is_one_or_many) {
    BOOST_TEST(counted(0, "entry", "entries") == "0 entries");
    BOOST_TEST(counted(1, "entry", "entries") == "1 entry");
    BOOST_TEST(counted(1'000, "entry", "entries") == "1,000 entries");
}

BOOST_AUTO_TEST_CASE(any_number_has_a_whole_part) {
    BOOST_TEST(grouped_whole(1234.9) == "1,234");
    BOOST_TEST(grouped_whole(-3) == "0");
    BOOST_TEST(grouped_whole(std::numeric_limits<double>::quiet_NaN()) == "0");
    BOOST_TEST(grouped_whole(1e300) == "9,007,199,254,740,992");
}

BOOST_AUTO_TEST_CASE(money_keeps_two_digits_that_count) {
    BOOST_TEST(dollars(0.00416) == "$0.0042");
    BOOST_TEST(dollars(0) == "$0.00");
    BOOST_TEST(dollars(1.234) == "$1.23");
    BOOST_TEST(dollars(1234.5) == "$1,235");
    BOOST_TEST(dollars(1e300) == "$9,007,199,254,740,992");
}

BOOST_AUTO_TEST_CASE(spans_name_their_two_largest_units) {
    BOOST_TEST(span_text(-1) == "0.0s");
    BOOST_TEST(span_text(0.42) == "0.4s");
    BOOST_TEST(span_text(12) == "12s");
    BOOST_TEST(span_text(200) == "3m20s");
    BOOST_TEST(span_text(7'500) == "2h05m");
    BOOST_TEST(span_text(3 * 86'400 + 4 * 3'600) == "3d04h");
}

BOOST_AUTO_TEST_CASE(ties_are_rounded_away_from_zero) {
    BOOST_TEST(fixed(0.0625, 3) == "0.063"); // the smallest p of five cases
    BOOST_TEST(fixed(0.3125, 3) == "0.313");
    BOOST_TEST(fixed(12.5, 0) == "13");
    BOOST_TEST(fixed(-0.125, 2) == "-0.13");
    BOOST_TEST(fixed(1.005, 2) == "1.01"); // of binary numbers the nearest is a little less
    BOOST_TEST(fixed(0.0624, 3) == "0.062");
    BOOST_TEST(fixed(0, 2) == "0.00");
    BOOST_TEST(fixed(-0.0, 2) == "0.00");
}

BOOST_AUTO_TEST_SUITE_END()
