#include "core/text_width.hpp"

#include <boost/test/unit_test.hpp>

using preceptron::width_of;

BOOST_AUTO_TEST_SUITE(columns_of_text)

BOOST_AUTO_TEST_CASE(a_character_takes_one_two_or_none) {
    BOOST_TEST(width_of("") == 0U);
    BOOST_TEST(width_of("judge-a") == 7U);
    BOOST_TEST(width_of("äö…") == 3U);
    BOOST_TEST(width_of("診断") == 4U);
    BOOST_TEST(width_of("한글 ｶ ゝ") == 9U);
    BOOST_TEST(width_of("\U0001F600\U00020000") == 4U);
    BOOST_TEST(width_of("e\u0301\u200b\ufe0f") == 1U);
    BOOST_TEST(width_of(char32_t{0x10FFFF}) == 1U);
}

BOOST_AUTO_TEST_CASE(what_is_no_utf_8_takes_a_column_a_byte) {
    BOOST_TEST(width_of("\xE8\xA8"
                        "a\xFF") == 4U);
}

BOOST_AUTO_TEST_SUITE_END()
