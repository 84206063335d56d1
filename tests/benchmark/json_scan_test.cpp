#include "benchmark/json_scan.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace preceptron;

BOOST_AUTO_TEST_SUITE(json_scan)

BOOST_AUTO_TEST_CASE(a_string_ends_at_its_first_unescaped_quote) {
    BOOST_TEST(end_of_string(R"("")", 0) == 2U);
    BOOST_TEST(end_of_string(R"("a"b")", 0) == 3U);
    BOOST_TEST(end_of_string(R"(x"a\"b" )", 1) == 7U);
    BOOST_TEST(end_of_string(R"("\\")", 0) == 4U);
    BOOST_TEST(end_of_string(R"("\\\"")", 0) == 6U);
    BOOST_TEST(end_of_string(R"("abc)", 0) == no_end);
    BOOST_TEST(end_of_string(R"("abc\")", 0) == no_end);
    BOOST_TEST(end_of_string(R"(")", 0) == no_end);
}

// At every place of the blocks in which the text is looked at.
BOOST_AUTO_TEST_CASE(a_string_ends_there_wherever_its_backslashes_stand) {
    for (std::size_t length = 0; length < 70; ++length)
        for (std::size_t at = 0; at <= length; ++at)
            for (std::size_t run = 0; run < 4; ++run) {
                const std::string text = '"' + std::string(at, 'x') + std::string(run, '\\') + '"' +
                                         std::string(length - at, 'y') + "\" tail";
                const std::size_t first = at + run + 2, last = length + run + 3;
                BOOST_TEST(end_of_string(text, 0) == (run % 2 == 0 ? first : last));
            }
}

BOOST_AUTO_TEST_CASE(a_group_ends_at_its_counterpart_and_strings_do_not_count) {
    BOOST_TEST(end_of_group(R"({})", 0) == 2U);
    BOOST_TEST(end_of_group(R"({"a":[1,{"b":"}]"}]} tail)", 0) == 20U);
    BOOST_TEST(end_of_group(R"(["\"]"])", 0) == 7U);
    BOOST_TEST(end_of_group(R"({"a":{})", 0) == no_end);
    BOOST_TEST(end_of_group(R"({"a)", 0) == no_end);
    BOOST_TEST(end_of_group(std::string(1'000'000, '{'), 0) == no_end);
}

BOOST_AUTO_TEST_SUITE_END()
