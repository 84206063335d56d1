#include "results/csv_reader.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using results::read_csv;

BOOST_AUTO_TEST_SUITE(csv_reading)

BOOST_AUTO_TEST_CASE(quoted_cells_hold_commas_quotes_and_line_breaks) {
    const auto t = read_csv("\xEF\xBB\xBFid,text\r\n1,\"a, \"\"b\"\"\nc\"\r\n\r\n2,\n", "f.csv");
    BOOST_REQUIRE(t.has_value());
    BOOST_TEST(*t->column("text") == 1u);
    BOOST_TEST(!t->column("absent"));
    BOOST_REQUIRE(t->rows.size() == 2u);
    BOOST_TEST(t->rows[0].cells[1] == "a, \"b\"\nc");
    BOOST_TEST(t->rows[1].cells[1].empty());
    BOOST_TEST(t->rows[1].line == 5u);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said_with_its_line) {
    const auto message = [](std::string_view text) {
        const auto t = read_csv(text, "f.csv");
        BOOST_REQUIRE(t.has_error());
        BOOST_TEST((t.error().code == errc::bad_dataset));
        return t.error().message;
    };
    BOOST_TEST(message("a,b\n1,2\n3\n").starts_with("f.csv:3: 1 cells, but the header has 2"));
    BOOST_TEST(message("a,b\n1,\"2\n").starts_with("f.csv:2: a quote is opened"));
    BOOST_TEST(message("a,a\n").starts_with("f.csv:1: two columns are named 'a'"));
    BOOST_TEST(message("a,b\n1,\"2\"3\n").starts_with("f.csv:2: there is text after"));
    BOOST_TEST(message("").starts_with("f.csv:1: there is nothing in it"));
}

BOOST_AUTO_TEST_SUITE_END()
