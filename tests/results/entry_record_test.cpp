#include "results/entry_record.hpp"

#include <boost/test/unit_test.hpp>

#include <array>

using namespace preceptron::results;

BOOST_AUTO_TEST_SUITE(entry_records)

namespace {

constexpr std::array<std::string_view, 2> ours{"judge", "score"};

std::string extended(std::string_view record, std::string_view members = R"("score":1.0)") {
    std::string out;
    append_extended(out, record, ours, members);
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(the_records_bytes_are_kept) {
    BOOST_TEST(extended(R"({"a": 7.50, "b":1e3 ,"c" : "\u00e9"})") ==
               R"({"a": 7.50, "b":1e3 ,"c" : "\u00e9","score":1.0})");
    BOOST_TEST(extended("{}") == R"({"score":1.0})");
    BOOST_TEST(extended(R"({"a":1})", "") == R"({"a":1})");
}

BOOST_AUTO_TEST_CASE(fields_of_ours_are_replaced_wherever_they_stand) {
    BOOST_TEST(extended(R"({"judge":1,"a":2})") == R"({"a":2,"score":1.0})");
    BOOST_TEST(extended(R"({"a":2, "judge": {"x":[1,"}"]} , "b":3})") ==
               R"({"a":2 , "b":3,"score":1.0})");
    BOOST_TEST(extended(R"({"a":2, "score":null})") == R"({"a":2,"score":1.0})");
    BOOST_TEST(extended(R"({"judge":1,"score":2})") == R"({"score":1.0})");
    BOOST_TEST(extended(R"({"judge":1,"score":2,"a":3,"judge":4})") == R"({"a":3,"score":1.0})");
}

BOOST_AUTO_TEST_CASE(escaped_names_are_recognized) {
    BOOST_TEST(extended(R"({"a":2,"j\u0075dge":"x"})") == R"({"a":2,"score":1.0})");
}

BOOST_AUTO_TEST_CASE(the_same_names_deeper_inside_are_not_ours) {
    const std::string record = R"({"rubric":{"score":5,"judge":[{"score":1}]},"x":"\"judge\":1"})";
    BOOST_TEST(extended(record, "") == record);
}

BOOST_AUTO_TEST_CASE(a_record_over_several_lines_becomes_one) {
    BOOST_TEST(extended("{\r\n  \"a\": [\n    1,\n    2\n  ],\n  \"judge\": 3,\n  \"b\": 4\n}") ==
               R"({"a": [1,2],"b": 4,"score":1.0})");
}

BOOST_AUTO_TEST_CASE(members_are_read_as_they_stand) {
    const std::string record = R"({"id":17,"grade":4.50,"n\u0061me":"x","id":"18"})";
    BOOST_TEST(raw_member(record, "grade") == "4.50");
    BOOST_TEST(raw_member(record, "name") == "\"x\"");
    BOOST_TEST(raw_member(record, "id") == "\"18\"");
    BOOST_TEST(raw_member(record, "none").empty());
}

BOOST_AUTO_TEST_SUITE_END()
