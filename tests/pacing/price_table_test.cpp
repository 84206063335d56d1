#include "pacing/price_table.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::pacing;

BOOST_AUTO_TEST_SUITE(prices)

constexpr std::string_view sample =
    R"({"as_of":"2026-11-22","unit":"USD per million tokens","models":[
{"provider":"openai","model":"gpt-4o","input":"2.5","cached_input":"1.25","output":"10","note":"a comment"},
{"provider":"openai","model":"gpt-4o-2024-05-13","input":"5","output":"15"},
{"provider":"anthropic","model":"claude-sonnet-4-5","input":"3","cached_input":"0.3","cache_write":"3.75","output":"15"}
]})";

price_table table() {
    return price_table::parse(sample).value();
}

std::string refusal_of(std::string_view json) {
    const auto parsed = price_table::parse(json);
    BOOST_REQUIRE(parsed.has_error());
    BOOST_TEST((parsed.error().code == errc::bad_configuration));
    return parsed.error().message;
}

std::string refusal_of_rows(const std::string& rows) {
    return refusal_of(R"({"models":[)" + rows + "]}");
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

BOOST_AUTO_TEST_CASE(an_exact_name_is_found) {
    BOOST_TEST(table().as_of() == "2026-11-22");
    BOOST_TEST(table().size() == 3u);
    BOOST_TEST((table().find("openai", "gpt-4o") == token_price{2.5, 1.25, 2.5, 10}));
    BOOST_TEST((table().find("openai", "gpt-4o-2024-05-13") == token_price{5, 5, 5, 15}));
}

BOOST_AUTO_TEST_CASE(a_snapshot_costs_what_its_model_costs) {
    BOOST_TEST((table().find("openai", "gpt-4o-2024-08-06") == token_price{2.5, 1.25, 2.5, 10}));
    BOOST_TEST(
        (table().find("anthropic", "claude-sonnet-4-5-20250929") == token_price{3, 0.3, 3.75, 15}));
}

BOOST_AUTO_TEST_CASE(what_is_not_listed_is_unknown) {
    for (const char* model : {"", "gpt-4", "gpt-4o-mini", "gpt-4o-2024-08", "gpt-4o-2024-08-0x",
                              "-2024-08-06", "gpt-4o-20240806x", "GPT-4o"})
        BOOST_TEST(!table().find("openai", model), model);
    BOOST_TEST(!table().find("azure", "gpt-4o"));
    BOOST_TEST(!table().find("", ""));
}

BOOST_AUTO_TEST_CASE(rows_that_cannot_be_read_are_named_by_number) {
    const std::string row = R"({"provider":"a","model":"b","input":"1","output":"1"})";
    BOOST_TEST(
        contains(refusal_of_rows(row + R"(,{"provider":"a","model":"c","input":"1"})"), "row 2"));
    BOOST_TEST(contains(refusal_of_rows(R"({"model":"b","input":"1","output":"1"})"), "provider"));
    for (const char* price : {R"("-1")", R"("free")", R"("nan")", R"("inf")", R"("")", R"("1 ")",
                              R"(["1"])", "1", "null"})
        BOOST_TEST(contains(refusal_of_rows(R"({"provider":"a","model":"b","output":"1","input":)" +
                                            std::string(price) + "}"),
                            "row 1: a price"));
    BOOST_TEST(contains(refusal_of_rows(row + "," + row), "row 2: listed twice: a b"));
    refusal_of_rows("3");
    refusal_of_rows(row + ",");
}

BOOST_AUTO_TEST_CASE(a_file_of_another_kind_is_refused) {
    for (const char* json : {"", "[]", R"({"models":"3"})", R"({"a":"b"})", R"({"models":[)",
                             R"({"models":[{])", R"({"models":[{},3]})", R"({"models":[{},]})"})
        refusal_of(json);
}

BOOST_AUTO_TEST_SUITE_END()
