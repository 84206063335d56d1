#include "judging/json_repair.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace preceptron::judging;

BOOST_AUTO_TEST_SUITE(repairs_of_json)

BOOST_AUTO_TEST_CASE(sound_json_stays_as_it_is) {
    for (const std::string json :
         {"", "{}", "{\"score\": 4,\n\t\"why\": \"a \\\"b\\\" \\u00e9 \\\\\"}\r\n",
          "{\"caf\xC3\xA9\": \"\xE2\x82\xAC\"}"})
        BOOST_TEST(repaired_json(json) == json);
}

// In each block of bytes that are looked at together, at its borders, and behind the last one.
BOOST_AUTO_TEST_CASE(what_a_string_may_not_hold_is_escaped_wherever_it_stands) {
    for (std::size_t before = 0; before < 40; ++before)
        for (const auto& [wrong, right] : {std::pair{"\n", "\\u000a"},
                                           {"\x1f", "\\u001f"},
                                           {"\\ ", "\\\\ "},
                                           {"\\u12", "\\\\u12"},
                                           {"\\\"", "\\\""},
                                           {"\xC3\xA9\n", "\xC3\xA9\\u000a"}}) {
            const std::string front = '"' + std::string(before, 'x');
            BOOST_TEST(repaired_json(front + wrong + "y\"\n") == front + right + "y\"\n");
        }
}

BOOST_AUTO_TEST_CASE(a_text_may_end_anywhere) {
    BOOST_TEST(repaired_json("\"abc\\") == "\"abc\\\\");
    BOOST_TEST(repaired_json("abc\\") == "abc\\");
    BOOST_TEST(repaired_json("\"\\u12") == "\"\\\\u12");
    BOOST_TEST(repaired_json("\"abc") == "\"abc");
}

BOOST_AUTO_TEST_SUITE_END()
