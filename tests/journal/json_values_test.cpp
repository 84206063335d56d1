#include "journal/json_values.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron::journal;

BOOST_AUTO_TEST_SUITE(json_values)

BOOST_AUTO_TEST_CASE(strings_lose_their_escapes) {
    BOOST_TEST(string_value(R"("a\n\u00e9\"")").value() == "a\n\xC3\xA9\"");
    BOOST_TEST(!string_value("7"));
    BOOST_TEST(!string_value("\""));
    BOOST_TEST(unescaped(R"(\ud800)") == R"(\ud800)"); // a lone surrogate is no text
}

BOOST_AUTO_TEST_CASE(numbers_are_whole_finite_and_in_range) {
    BOOST_TEST(number_value("-1.5e3").value() == -1500.0);
    BOOST_TEST(!number_value("1e999"));
    BOOST_TEST(!number_value("nan"));
    BOOST_TEST(!number_value("1x"));
    BOOST_TEST(!number_value(""));
    BOOST_TEST(unsigned_value("18446744073709551615").value() == 18446744073709551615U);
    BOOST_TEST(!unsigned_value("-1"));
    BOOST_TEST(!unsigned_value("1.0"));
}

BOOST_AUTO_TEST_SUITE_END()
