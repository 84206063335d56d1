#include "benchmark/object_members.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace preceptron;

BOOST_AUTO_TEST_SUITE(members_of_objects)

namespace {

std::vector<std::string> values(std::string_view object, bool& closed) {
    std::vector<std::string> list;
    object_members members(object);
    for (json_member m; members.next(m);)
        list.push_back(std::string(m.name) + "=" + std::string(m.value));
    closed = members.closed();
    return list;
}

} // namespace

BOOST_AUTO_TEST_CASE(members_come_as_they_stand) {
    bool closed = false;
    const auto list = values(R"( { "a" : 1.50, "b":"x\"}\\" ,"c":[1,{"d":"]"}],
        "e":{"f": {} },"g":null,"h\n": "x, }",
        "i":-1.50e3 , "":true} )",
                             closed);
    const std::vector<std::string> expected{
        "a=1.50", R"(b="x\"}\\")",  R"(c=[1,{"d":"]"}])", R"(e={"f": {} })",
        "g=null", R"(h\n="x, }")", "i=-1.50e3",          "=true"};
    BOOST_TEST(list == expected, boost::test_tools::per_element());
    BOOST_TEST(closed);
}

BOOST_AUTO_TEST_CASE(the_empty_object_has_none) {
    bool closed = false;
    BOOST_TEST(values("{ }", closed).empty());
    BOOST_TEST(closed);
}

BOOST_AUTO_TEST_CASE(a_cut_object_never_closes) {
    const std::string whole = R"({"a":"b\\","c":[1,"]"],"d":{"e":2}})";
    for (std::size_t n = 0; n < whole.size(); ++n) {
        bool closed = true;
        // A copy of exactly n bytes, so that a read behind it is seen by the sanitizer.
        const std::vector<char> part(whole.begin(), whole.begin() + static_cast<long>(n));
        values({part.data(), part.size()}, closed);
        BOOST_TEST(!closed, "cut at " << n);
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_object_has_no_members) {
    for (const char* text :
         {"", " ", "{", "[]", "[1]", "7", "}", "{,", "{,}", ",\"a\":1}", "{\"a\"", "{\"a\"}",
          "{\"a\":", "{\"a\": ", "{\"a\":}", "{\"a\":,", "{\"a\":\"", "{\"a\":{", "{\"a\" 1}",
          "{a:1}"}) {
        bool closed = true;
        BOOST_TEST(values(text, closed).empty(), text);
        BOOST_TEST(!closed, text);
    }
}

BOOST_AUTO_TEST_CASE(what_stops_being_an_object_ends_the_walk) {
    for (const char* text : {R"({"a":1 "b":2})", R"({"a":"x"{"b":2})", R"({"a":1],"b":2})",
                             R"({"a":1,})", R"({"a":1,,"b":2})"}) {
        bool closed = true;
        BOOST_TEST(values(text, closed).size() == 1U, text);
        BOOST_TEST(!closed, text);
    }
}

// Names and values of every length, as they are looked at block by block.
BOOST_AUTO_TEST_CASE(a_member_is_found_wherever_its_quotes_stand) {
    for (std::size_t n = 0; n < 40; ++n)
        for (std::size_t at = 0; at <= n; ++at) {
            std::string text(n, 'x');
            text.insert(at, R"(\")" "\\\"");
            const std::string member = '"' + text + "\":\"" + text + '"';
            bool closed = false;
            const auto list = values('{' + member + ",\"n\":1}", closed);
            BOOST_TEST(list.size() == 2U);
            BOOST_TEST(list.front() == text + "=\"" + text + '"');
            BOOST_TEST(closed);
        }
}

BOOST_AUTO_TEST_CASE(a_members_text_is_name_and_value) {
    object_members members(R"({ "a" : [1, 2] , "b":3})");
    json_member m;
    BOOST_TEST(members.next(m));
    BOOST_TEST(m.text() == R"("a" : [1, 2])");
    BOOST_TEST(members.next(m));
    BOOST_TEST(m.text() == R"("b":3)");
}

BOOST_AUTO_TEST_SUITE_END()
