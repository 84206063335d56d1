#include "core/excerpt.hpp"

#include <boost/test/unit_test.hpp>

#include <iterator>
#include <string>

using namespace preceptron;

BOOST_AUTO_TEST_SUITE(excerpts)

BOOST_AUTO_TEST_CASE(no_character_is_cut_in_two) {
    const std::string text = "aé€😀b"; // of 1, 2, 3, 4 and 1 bytes
    constexpr std::size_t ends[]{0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 11};
    for (std::size_t most = 0; most < std::size(ends); ++most)
        BOOST_TEST(whole_characters(text, most) == text.substr(0, ends[most]), most);
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_text_are_cut_where_the_room_ends) {
    BOOST_TEST(whole_characters("\x80\x80\x80\x80\x80", 3).size() == 3U);
    BOOST_TEST(whole_characters("ab\xE2\x82", 3).size() == 3U);
    BOOST_TEST(whole_characters("a\xFF\xFF\xFF", 2).size() == 2U);
}

BOOST_AUTO_TEST_CASE(only_what_is_cut_ends_with_an_ellipsis) {
    BOOST_TEST(excerpt("abc", 3) == "abc");
    BOOST_TEST(excerpt("abcd", 3) == "abc…");
    BOOST_TEST(excerpt("abé", 3) == "ab…");
}

BOOST_AUTO_TEST_SUITE_END()
