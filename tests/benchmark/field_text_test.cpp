#include "benchmark/field_text.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;

BOOST_AUTO_TEST_SUITE(field_texts_of_a_record)

void expect(std::string_view json, std::string_view text) {
    BOOST_TEST_CONTEXT(json) {
        BOOST_TEST_REQUIRE(value_text(json).has_value());
        BOOST_TEST(*value_text(json) == text);
    }
}

BOOST_AUTO_TEST_CASE(scalars_are_their_content_or_their_json) {
    expect(R"("plain")", "plain");
    expect(R"("a\"b\\c\n\u00e9\ud83d\ude00\/")", "a\"b\\c\n\xC3\xA9\xF0\x9F\x98\x80/");
    expect("7", "7");
    expect("7.0", "7.0");
    expect("-1.50e+03", "-1.50e+03");
    expect("true", "true");
    expect("false", "false");
}

BOOST_AUTO_TEST_CASE(objects_and_arrays_are_compact_and_keep_their_numbers) {
    expect(R"({ "a" : [ 1.50 , 7.0, 12345678901234567890, 1e3 ] , "b": { } })",
           R"({"a":[1.50,7.0,12345678901234567890,1e3],"b":{}})");
    expect("[ \"caf\\u00e9 \\\"x\\\" \\n\", null, true ]",
           "[\"caf\xC3\xA9 \\\"x\\\" \\n\",null,true]");
}

BOOST_AUTO_TEST_CASE(what_says_nothing_is_absent) {
    for (const char* json : {"", "null", R"("")", R"("  \n\t ")", "{}", "[ ]", "{ }",
                             R"({"test_plan": ""})", R"([null, {"a": [" "], "b": {}}])", R"([""])"})
        BOOST_TEST(!value_text(json), json);
    for (const char* json :
         {R"([0])", R"({"a": false})", R"(["", "x"])", R"({"a": null, "b": "\""})"})
        BOOST_TEST(value_text(json).has_value(), json);
}

BOOST_AUTO_TEST_CASE(a_text_may_be_json_of_nothing) {
    for (const char* text : {"null", "[]", " { } \n", R"({"test_plan" : ""})", R"(["", null])",
                             R"({ "a": { "b" : [ " " ] } })", R"("")"})
        BOOST_TEST(is_json_of_nothing(text), text);
    for (const char* text : {"", " ", "nul", "[", "{\"a\"", "[0]", "x", R"({"a": "b"})",
                             "null null", "[]]", R"(["a)", "\""})
        BOOST_TEST(!is_json_of_nothing(text), text);
}

BOOST_AUTO_TEST_CASE(what_is_not_json_is_absent) {
    for (const char* json :
         {"\"", "\"abc", "{", "[1,", "nul", "1 2", "\"a\" \"b\"", "\"\\ud800\"", "\"\xFF\""})
        BOOST_TEST(!value_text(json), json);
    BOOST_TEST(!value_text(std::string(100'000, '[')));
}

BOOST_AUTO_TEST_CASE(fields_come_in_the_order_asked) {
    const std::vector<std::string_view> names{"c", "missing", "a", "b"};
    const auto texts =
        field_texts(R"({"a": 1, "b": " ", "c": "x", "nested": {"missing": 2}})", names);
    BOOST_TEST((texts == std::vector<std::optional<std::string>>{"x", {}, "1", {}}));
}

BOOST_AUTO_TEST_CASE(of_equal_names_the_last_counts_and_escapes_in_names_are_read) {
    BOOST_TEST(field_text(R"({"a": 1, "a": 2})", "a").value() == "2");
    BOOST_TEST(!field_text(R"({"a": 1, "a": null})", "a"));
    BOOST_TEST(field_text(R"({"\u0061": 1})", "a").value() == "1");
    BOOST_TEST(field_text("{\"sp\\\"q\": 1}", "sp\"q").value() == "1");
}

BOOST_AUTO_TEST_SUITE_END()
