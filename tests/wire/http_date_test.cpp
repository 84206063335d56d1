#include "wire/http_date.hpp"

#include <boost/test/unit_test.hpp>

using preceptron::wire::parse_http_date;

BOOST_AUTO_TEST_SUITE(http_date)

long long seconds_of(std::string_view text) {
    const auto t = parse_http_date(text);
    return t ? t->time_since_epoch().count() : -1;
}

// The instant is the one RFC 9110 uses as its example.
BOOST_AUTO_TEST_CASE(the_three_forms_name_the_same_second) {
    BOOST_TEST(seconds_of("Sun, 06 Nov 1994 08:49:37 GMT") == 784111777);
    BOOST_TEST(seconds_of("Sunday, 06-Nov-94 08:49:37 GMT") == 784111777);
    BOOST_TEST(seconds_of("Sun Nov  6 08:49:37 1994") == 784111777);
    BOOST_TEST(seconds_of("Sun Nov 16 08:49:37 1994") == 784111777 + 10 * 86400);
}

BOOST_AUTO_TEST_CASE(far_years_are_read) {
    BOOST_TEST(seconds_of("Fri, 31 Dec 9999 23:59:59 GMT") == 253402300799);
    BOOST_TEST(seconds_of("Tuesday, 01-Jan-30 00:00:00 GMT") == 1893456000);
    BOOST_TEST(seconds_of("Tuesday, 31-Dec-69 00:00:00 GMT") == 3155673600);
    BOOST_TEST(seconds_of("Thursday, 01-Jan-70 00:00:00 GMT") == 0);
}

BOOST_AUTO_TEST_CASE(a_leap_second_is_a_time) {
    BOOST_TEST(seconds_of("Sat, 31 Dec 2016 23:59:60 GMT") == 1483228800);
    BOOST_TEST(seconds_of("Sat, 31 Dec 2016 23:59:61 GMT") == -1);
    BOOST_TEST(seconds_of("Sat, 31 Dec 2016 23:60:00 GMT") == -1);
}

BOOST_AUTO_TEST_CASE(anything_else_is_refused) {
    for (const char* text :
         {"", "Sun", "Sun,", "Sun, ", "120", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994",
          "Sun, 31 Feb 2026 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
          "Sun, 06 Nov 1994 08:49:37 GMT!", "Sun, 6 Nov 1994 08:49:37 GMT",
          "Sun, 06 nov 1994 08:49:37 GMT", "Sun Nov 6 08:49:37 1994", "2026-11-22T09:15:00Z"})
        BOOST_TEST(seconds_of(text) == -1, text);
}

BOOST_AUTO_TEST_SUITE_END()
