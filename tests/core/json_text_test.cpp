#include "core/json_text.hpp"
#include "core/utf8.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace preceptron;

BOOST_AUTO_TEST_SUITE(json_text)

// Expected values are what Python 3.11's json.dumps prints.
BOOST_AUTO_TEST_CASE(numbers_print_as_python_prints_them) {
    BOOST_TEST(number_text(7) == "7.0");
    BOOST_TEST(number_text(0) == "0.0");
    BOOST_TEST(number_text(-7) == "-7.0");
    BOOST_TEST(number_text(999999999999999.0) == "999999999999999.0");
    BOOST_TEST(number_text(1e15) == "1000000000000000.0");
    BOOST_TEST(number_text(-0.0) == "-0.0");
    BOOST_TEST(number_text(4.5) == "4.5");
    BOOST_TEST(number_text(0.1 + 0.2) == "0.30000000000000004");
    BOOST_TEST(number_text(1e-4) == "0.0001");
    BOOST_TEST(number_text(1e-5) == "1e-05");
    BOOST_TEST(number_text(1.5e-7) == "1.5e-07");
    BOOST_TEST(number_text(9999999999999998.0) == "9999999999999998.0");
    BOOST_TEST(number_text(1e16) == "1e+16");
    BOOST_TEST(number_text(1e300) == "1e+300");
}

// Ever the shortest digits that read back as the same number: whatever is near a short one, and its
// neighbours, which are not.
BOOST_AUTO_TEST_CASE(numbers_have_the_shortest_digits) {
    const auto shortest = [](double value) {
        std::array<char, 40> text;
        const auto end =
            std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
        std::string result(text.data(), end.ptr);
        return result.find('.') == std::string::npos ? result + ".0" : result;
    };
    std::mt19937_64 random(1);
    for (int i = 0; i < 20'000; ++i) {
        const double unit = std::pow(10, static_cast<int>(random() % 12));
        const double whole = static_cast<double>(random() >> random() % 64);
        for (const double near : {whole / unit, std::nextafter(whole / unit, 0.0)})
            if (near >= 1e-4 && near < 1e16) {
                BOOST_TEST(number_text(near) == shortest(near));
                BOOST_TEST(number_text(-near) == shortest(-near));
            }
    }
}

BOOST_AUTO_TEST_CASE(strings_escape_what_json_needs_and_repair_utf8) {
    std::string out;
    append_json_string(out, "a\"b\\c\n\t\x01 \xC3\xA9 \xFF \xF0\x9F\x98\x80");
    BOOST_TEST(out == "\"a\\\"b\\\\c\\n\\t\\u0001 \xC3\xA9 \xEF\xBF\xBD \xF0\x9F\x98\x80\"");
}

// At every place of the blocks in which text is looked at.
BOOST_AUTO_TEST_CASE(a_byte_to_escape_is_found_wherever_it_stands) {
    for (std::size_t length = 1; length < 100; ++length)
        for (std::size_t at = 0; at < length; ++at)
            for (const auto& [byte, escaped] : {std::pair{'"', "\\\""},
                                                {'\n', "\\n"},
                                                {'\x1f', "\\u001f"},
                                                {'\xff', "\xEF\xBF\xBD"}}) {
                std::string text(length, 'x');
                text[at] = byte;
                std::string out;
                append_json_string(out, text);
                const std::string expected =
                    '"' + std::string(at, 'x') + escaped + std::string(length - at - 1, 'x') + '"';
                BOOST_REQUIRE(out == expected);
            }
}

// Byte by byte, in the plain way.
std::string quoted(std::string_view text) {
    constexpr char digits[] = "0123456789abcdef";
    std::string out = "\"";
    while (!text.empty()) {
        const auto byte = static_cast<unsigned char>(text[0]);
        const std::size_t whole = utf8_sequence_length(text);
        const std::size_t at = std::string_view("\"\\\n\r\t").find(text[0]);
        if (at != std::string_view::npos)
            out += std::string("\\") + "\"\\nrt"[at];
        else if (byte < 0x20)
            out += std::string("\\u00") + digits[byte / 16] + digits[byte % 16];
        else
            out += whole == 0 ? std::string("\xEF\xBF\xBD") : std::string(text.substr(0, whole));
        text.remove_prefix(std::max<std::size_t>(whole, 1));
    }
    return out += '"';
}

BOOST_AUTO_TEST_CASE(texts_of_any_length_and_mixture_are_quoted) {
    std::mt19937 random(7);
    const std::vector<std::string> parts{"x",        "plain text",   "\"",
                                         "\\",       "\n",           "\x02",
                                         "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80",
                                         "\xFF",     "\xE2\x82",     std::string(1, '\0')};
    for (int round = 0; round < 3000; ++round) {
        // Few kinds at a time, so that runs of one kind are as long as any block.
        const std::size_t kinds = 1 + random() % parts.size(), first = random() % parts.size();
        const std::size_t length = random() % 900;
        std::string text;
        while (text.size() < length)
            text += parts[(first + random() % kinds) % parts.size()];
        std::string out = "before";
        append_json_string(out, text);
        BOOST_REQUIRE(out == "before" + quoted(text));
    }
}

// It is put together in pieces of about two kilobytes.
BOOST_AUTO_TEST_CASE(long_texts_are_quoted_across_the_borders_of_their_pieces) {
    for (const std::size_t piece : {2048, 4096})
        for (std::size_t before = piece - 60; before < piece + 30; ++before)
            for (const std::string odd :
                 {"x", "\"", "\x01", "\xFF", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"}) {
                const std::string text =
                    std::string(before, 'x') + odd + odd + std::string(40, 'y');
                std::string out;
                append_json_string(out, text);
                BOOST_REQUIRE(out == quoted(text));
            }
}

BOOST_AUTO_TEST_CASE(writer_puts_commas_and_nests) {
    std::string out;
    json_writer w(out);
    w.begin_object().member("a", 1).key("b").begin_array().value(true).null().end_array();
    w.key("c").begin_object().end_object().member("d", 2.5).end_object();
    BOOST_TEST(out == R"({"a":1,"b":[true,null],"c":{},"d":2.5})");
}

BOOST_AUTO_TEST_CASE(writer_indents) {
    std::string out;
    json_writer w(out, 2);
    w.begin_object().member("a", 1).key("b").begin_array().value("x").end_array().end_object();
    BOOST_TEST(out == "{\n  \"a\": 1,\n  \"b\": [\n    \"x\"\n  ]\n}");
}

BOOST_AUTO_TEST_CASE(what_is_not_finite_is_null) {
    std::string out;
    json_writer(out).value(std::numeric_limits<double>::quiet_NaN());
    BOOST_TEST(out == "null");
}

BOOST_AUTO_TEST_SUITE_END()
