#include "dataset/record_check.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <random>
#include <string>

using namespace preceptron::dataset;

BOOST_AUTO_TEST_SUITE(record_check)

std::string nested(int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') +
           std::string(static_cast<std::size_t>(depth), ']');
}

BOOST_AUTO_TEST_CASE(valid_json_has_no_flaw) {
    for (const char* json :
         {"{}", " { } ", "[]", "0", "-0", "-0.5e+10", "1E5", "\"\"", "true", "[false,null]",
          R"({"a":[1,{"b":"\u00e9\ud83d\ude00\"\\\/\b\f\n\r\t"}],"c":"é€😀"})", "\"\\u0000\"",
          "\"\x7F\"", "1e999"})
        BOOST_TEST(!find_json_flaw(json), json);
    BOOST_TEST(!find_json_flaw(nested(500)));
}

void expect(std::string_view json, std::size_t offset, std::string_view what) {
    BOOST_TEST_CONTEXT(json) {
        const auto flaw = find_json_flaw(json);
        BOOST_TEST_REQUIRE(flaw.has_value());
        BOOST_TEST(flaw->offset == offset);
        BOOST_TEST(flaw->what == what);
    }
}

BOOST_AUTO_TEST_CASE(a_flaw_is_named_at_its_byte) {
    expect("", 0, "it ends too early");
    expect("{\"a\":", 5, "it ends too early");
    expect("{\"a\"", 4, "it ends too early");
    expect("{a:1}", 1, "a key in double quotes was expected");
    expect("{\"a\" 1}", 5, "a colon was expected after the key");
    expect("{\"a\":1 \"b\":2}", 7, "a comma or } was expected");
    expect("{\"a\":1,}", 7, "a key in double quotes was expected");
    expect("[1,]", 3, "a value was expected");
    expect("[1 2]", 3, "a comma or ] was expected");
    expect("{} {}", 3, "there is text after its end");
    expect("01", 1, "there is text after its end");
    expect("1.", 2, "it ends too early");
    expect("[1.]", 3, "a digit was expected");
    expect("[1e+]", 4, "a digit was expected");
    expect("tru", 0, "a value was expected");
    expect("\"abc", 4, "it ends inside a string");
    expect("\"abc\\", 4, "JSON has no such escape");
    expect("\"a\\x\"", 2, "JSON has no such escape");
    expect("\"\\u12G4\"", 1, "four hexadecimal digits were expected after \\u");
    expect("\"\\u12", 1, "four hexadecimal digits were expected after \\u");
    expect("\"line\nbreak\"", 5, "JSON wants control characters in strings escaped");
    expect("{\"g\": NaN}", 6, "NaN and Infinity are not JSON: write null for no number");
    expect("{\"g\": -Infinity}", 6, "NaN and Infinity are not JSON: write null for no number");
    expect(nested(501), 500, "it is nested more than 500 deep");
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_text_are_found) {
    expect("\"12345678\xFF\"", 9, "the bytes are not UTF-8");
    expect("\"caf\xC3\"", 4, "the bytes are not UTF-8");
    expect("\"\xED\xA0\x80\"", 1, "the bytes are not UTF-8");
    expect("{\"a\":\xFF}", 5, "the bytes are not UTF-8");
    expect(std::string_view("\"a\0b\"", 5), 2, "there is a NUL byte");
    expect(std::string_view("{\0}", 3), 1, "there is a NUL byte");
    for (const char* json : {"\"\\ud800\"", "\"\\udc00\"", "\"\\ud800x\"", "\"\\ud800\\n\"",
                             "\"\\ud800\\u0041\"", "\"\\ud800\\ud800\""})
        expect(json, 1, "the escape is half of a surrogate pair, which is no character");
}

// Every special byte at every place of the sixteen that are looked at together, and behind them.
BOOST_AUTO_TEST_CASE(no_byte_hides_among_its_neighbours) {
    for (int byte = 0; byte < 256; ++byte)
        for (std::size_t place = 0; place < 40; ++place) {
            std::string json = "\"" + std::string(40, 'x') + "\"";
            json[1 + place] = static_cast<char>(byte);
            const bool plain = byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
            BOOST_TEST(!find_json_flaw(json) == plain, byte << " at " << place);
        }
}

// The two parsers were written by different people: what one of them gets wrong shows here.
BOOST_AUTO_TEST_CASE(it_accepts_what_boost_json_accepts) {
    const std::string seeds[] = {
        R"({"a":[1,-2.5e3,{"b":"\u00e9\ud83d\ude00\"\\"}],"c":null,"d":true})",
        "{\"long\":\"plain text that goes on for more than sixteen bytes, caf\xC3\xA9 "
        "\xE2\x82\xAC\"}",
        R"([[],{},"",0,1e5,false,{"x":[{"y":"z"}]}])",
    };
    using namespace std::string_literals;
    const std::string alphabet = "{}[]\":,\\ue0129+-.aEtrf nl\t\n\0\x1F\x7F\x80\xC3\xA9\xFF"s;
    std::mt19937 random(1); // NOLINT: the same texts in every run
    boost::json::parse_options options;
    options.max_depth = 500;
    int valid = 0;
    for (int round = 0; round < 60'000; ++round) {
        std::string json = seeds[random() % 3];
        for (auto edits = random() % 3; edits-- > 0;) {
            const std::size_t at = random() % json.size();
            const char byte = alphabet[random() % alphabet.size()];
            switch (random() % 3) {
            case 0:
                json[at] = byte;
                break;
            case 1:
                json.insert(at, 1, byte);
                break;
            default:
                json.erase(at, 1 + random() % 3);
            }
        }
        boost::json::error_code ec;
        boost::json::parse(json, ec, {}, options);
        const bool accepted = !find_json_flaw(json);
        valid += accepted;
        BOOST_TEST_REQUIRE(accepted == !ec, json << ": " << ec.message());
    }
    BOOST_TEST(valid > 20'000);
    BOOST_TEST(valid < 50'000);
}

BOOST_AUTO_TEST_SUITE_END()
