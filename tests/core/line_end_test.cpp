#include "core/line_end.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace preceptron;

BOOST_AUTO_TEST_SUITE(line_ends)

BOOST_AUTO_TEST_CASE(the_first_of_either_kind_is_found_wherever_it_stands) {
    for (const std::size_t before : {0, 1, 15, 16, 17, 31, 32, 33, 47, 48, 63, 64, 2000})
        for (const std::string end : {"\n", "\r", "\r\n", "\n\r"}) {
            BOOST_TEST_CONTEXT(before << " characters") {
                BOOST_TEST(find_line_end(std::string(before, 'x') + end + "more\r\n") == before);
            }
        }
}

BOOST_AUTO_TEST_CASE(an_end_is_found_close_to_the_end_of_the_text) {
    for (std::size_t behind = 0; behind < 70; ++behind)
        for (const std::size_t before : {0, 16, 31, 32})
            BOOST_TEST(find_line_end(std::string(before, 'x') + '\n' + std::string(behind, 'x')) ==
                       before);
}

BOOST_AUTO_TEST_CASE(a_line_without_an_end_has_none) {
    BOOST_TEST(find_line_end("") == std::string_view::npos);
    BOOST_TEST(find_line_end(std::string(1024, 'x')) == std::string_view::npos);
}

BOOST_AUTO_TEST_SUITE_END()
