#include "journal/json_members.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace preceptron::journal;

BOOST_AUTO_TEST_SUITE(members_of_objects)

namespace {

std::vector<std::string> values(std::string_view object, bool& closed) {
    std::vector<std::string> list;
    json_members members(object);
    while (const auto m = members.next())
        list.push_back(std::string(m->name) + "=" + std::string(m->value));
    closed = members.closed();
    return list;
}

} // namespace

BOOST_AUTO_TEST_CASE(every_kind_of_value_is_found) {
    bool closed = false;
    const auto list = values(R"( { "a" : 1.50, "b":"x\"}\\" ,"c":[1,{"d":"]"}],)"
                             R"("e":{"f":{}},"g":null,"":true} )",
                             closed);
    const std::vector<std::string> expected{"a=1.50",        R"(b="x\"}\\")", R"(c=[1,{"d":"]"}])",
                                            R"(e={"f":{}})", "g=null",        "=true"};
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

BOOST_AUTO_TEST_CASE(text_that_is_no_object_has_no_members) {
    for (const char* text : {"", "[]", "7", "{,}", "{\"a\"}", "{\"a\":}", "{a:1}", "}"}) {
        bool closed = true;
        BOOST_TEST(values(text, closed).empty(), text);
        BOOST_TEST(!closed, text);
    }
}

BOOST_AUTO_TEST_CASE(strings_lose_their_escapes) {
    BOOST_TEST(string_value(R"("a\n\u00e9\"")").value() == "a\n\xC3\xA9\"");
    BOOST_TEST(!string_value("7"));
    BOOST_TEST(!string_value("\""));
    BOOST_TEST(unescaped(R"(\ud800)") == R"(\ud800)"); // a lone surrogate is no text
}

BOOST_AUTO_TEST_CASE(numbers_are_whole_finite_and_in_range) {
    BOOST_TEST(number_value("-1.5e3").value() == -1500.0);
    BOOST_TEST(!number_value("1e999"));
    BOOST_TEST(!number_value("nan"));
    BOOST_TEST(!number_value("1x"));
    BOOST_TEST(!number_value(""));
    BOOST_TEST(unsigned_value("18446744073709551615").value() == 18446744073709551615U);
    BOOST_TEST(!unsigned_value("-1"));
    BOOST_TEST(!unsigned_value("1.0"));
}

BOOST_AUTO_TEST_SUITE_END()
