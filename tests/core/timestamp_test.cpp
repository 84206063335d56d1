#include "core/timestamp.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace std::chrono;

BOOST_AUTO_TEST_SUITE(timestamps)

BOOST_AUTO_TEST_CASE(prints_utc_with_milliseconds) {
    BOOST_TEST(to_string(timestamp{milliseconds{0}}) == "1970-01-01T00:00:00.000Z");
    BOOST_TEST(to_string(timestamp{milliseconds{1795403277120}}) == "2026-11-23T03:07:57.120Z");
    BOOST_TEST(to_string(timestamp{milliseconds{-1}}) == "1969-12-31T23:59:59.999Z");
    BOOST_TEST(to_string(timestamp{milliseconds{253402300799999}}) == "9999-12-31T23:59:59.999Z");
}

BOOST_AUTO_TEST_CASE(reads_what_it_prints_and_offsets) {
    const auto expected = timestamp{milliseconds{1795403277120}};
    BOOST_TEST((parse_timestamp("2026-11-23T03:07:57.120Z") == expected));
    BOOST_TEST((parse_timestamp("2026-11-23T04:07:57.1205+01:00") == expected));
    BOOST_TEST((parse_timestamp("2026-11-22T22:37:57.12-0430") == expected));
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_instant) {
    for (const char* text :
         {"", "2026-11-23", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-11-23T25:00:00Z",
          "2026-11-23T00:00:00", "2026-11-23T00:00:00Zx", "2026-11-23T00:00:00.Z",
          "+026-11-23T00:00:00Z", "2026-11-23T-0:00:00Z", "-000-11-23T00:00:00Z",
          "2026-11-23T00:00:00+-0:00"})
        BOOST_TEST(!parse_timestamp(text), text);
}

BOOST_AUTO_TEST_SUITE_END()
