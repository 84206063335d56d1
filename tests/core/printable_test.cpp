#include "core/printable.hpp"
#include "core/utf8.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;

BOOST_AUTO_TEST_SUITE(printable_text)

BOOST_AUTO_TEST_CASE(controls_show_as_hex) {
    BOOST_TEST(printable("a\x1b[31mb\x7f") == "a\\x1b[31mb\\x7f");
    BOOST_TEST(printable("a\nb\tc") == "a b c");
    BOOST_TEST(printable("\xC2\x9B") == "\\x9b"); // C1: a terminal may take it for ESC [
}

BOOST_AUTO_TEST_CASE(what_turns_the_direction_of_writing_shows) {
    BOOST_TEST(printable("jud\u202Ege\u2069\u061C\u200F") == "jud\\u202ege\\u2069\\u061c\\u200f");
    BOOST_TEST(printable("\u202F\u2065\u05D0") == "\u202F\u2065\u05D0");
    BOOST_TEST(with_directions_shown("{\"a\":\"\u2067\"}\n\xFF") == "{\"a\":\"\\u2067\"}\n\xFF");
}

BOOST_AUTO_TEST_CASE(utf8_stays_and_other_bytes_show) {
    BOOST_TEST(printable("na\xC3\xAFve \xF0\x9F\x98\x80") == "na\xC3\xAFve \xF0\x9F\x98\x80");
    BOOST_TEST(printable("\xFF\xC3") == "\\xff\\xc3");
}

BOOST_AUTO_TEST_CASE(long_text_is_cut) {
    BOOST_TEST(printable("abcdef", 3) == "abc…");
    BOOST_TEST(printable_lines("a\x1b[2J\nb\r\xC2\x9B\u202E") == "a\\x1b[2J\nb\\x0d\\x9b\\u202e");
}

BOOST_AUTO_TEST_CASE(utf8_forms_that_rfc3629_forbids) {
    BOOST_TEST(find_invalid_utf8("ok \xE2\x82\xAC") == std::string_view::npos);
    BOOST_TEST(find_invalid_utf8("\xC0\x80") == 0U);         // overlong
    BOOST_TEST(find_invalid_utf8("a\xED\xA0\x80") == 1U);    // surrogate
    BOOST_TEST(find_invalid_utf8("\xF4\x90\x80\x80") == 0U); // above U+10FFFF
    BOOST_TEST(find_invalid_utf8("\xE2\x82") == 0U);         // cut short
}

BOOST_AUTO_TEST_CASE(stray_bytes_become_the_characters_of_their_number) {
    BOOST_TEST(with_stray_bytes_as_characters("\xC3\xA9 plain") == "\xC3\xA9 plain");
    BOOST_TEST(with_stray_bytes_as_characters("\x85\xC3\xA9\xA0\xA0") ==
               "\xC2\x85\xC3\xA9\xC2\xA0\xC2\xA0");
    BOOST_TEST(with_stray_bytes_as_characters("") == "");
}

BOOST_AUTO_TEST_CASE(byte_order_marks_are_known) {
    BOOST_TEST(without_byte_order_mark("\xEF\xBB\xBF{}") == "{}");
    BOOST_TEST(without_byte_order_mark("\xEF\xBB{}") == "\xEF\xBB{}");
    BOOST_TEST((is_utf_16("\xFF\xFE{") && is_utf_16("\xFE\xFF{")));
    BOOST_TEST(!(is_utf_16("") || is_utf_16("\xFF") || is_utf_16("\xEF\xBB\xBF")));
}

BOOST_AUTO_TEST_SUITE_END()
