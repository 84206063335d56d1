#include "results/csv.hpp"
#include "results/csv_reader.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <vector>

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

BOOST_AUTO_TEST_CASE(tabs_and_semicolons_part_cells_where_the_first_line_has_no_comma) {
    for (const char separator : {';', '\t'}) {
        std::string text = "\r\n\"id, or\nname\"|text\r\n1|\"a|b\"\r\n2|3,5\r\n";
        std::ranges::replace(text, '|', separator);
        const auto t = read_csv(text, "f.csv");
        BOOST_REQUIRE(t.has_value());
        BOOST_TEST(t->separator == separator);
        BOOST_TEST(t->columns[0] == "id, or\nname");
        BOOST_TEST(*t->column("text") == 1u);
        BOOST_TEST(t->rows[0].cells[1] == std::string("a") + separator + "b");
        BOOST_TEST(t->rows[1].cells[1] == "3,5");
        BOOST_TEST(t->rows[1].line == 5u);
    }
    const auto commas = read_csv("id,a;b\n1,2;3\n", "f.csv");
    BOOST_REQUIRE(commas.has_value());
    BOOST_TEST(*commas->column("a;b") == 1u);
}

BOOST_AUTO_TEST_CASE(a_line_before_the_header_may_name_what_parts_cells) {
    for (const std::string begin : {"sep=;\n", "\xEF\xBB\xBFsep=;\r\n"}) {
        const auto t = read_csv(begin + "id,x;text\n1;3,5\n", "f.csv");
        BOOST_TEST_REQUIRE(t.has_value());
        BOOST_TEST(t->separator == ';');
        BOOST_TEST(t->columns[0] == "id,x");
        BOOST_TEST(t->rows.at(0).cells.at(1) == "3,5");
        BOOST_TEST(t->rows[0].line == 3u);
    }
    const auto bars = read_csv("sep=|\na|b\n1|2\n", "f.csv");
    BOOST_TEST_REQUIRE(bars.has_value());
    BOOST_TEST(*bars->column("b") == 1u);
    const auto name = read_csv("sep=;a\n1;2\n", "f.csv"); // a header
    BOOST_TEST_REQUIRE(name.has_value());
    BOOST_TEST(*name->column("sep=") == 0u);
    BOOST_TEST(read_csv("sep=;", "f.csv").has_error());
}

BOOST_AUTO_TEST_CASE(what_was_written_comes_back) {
    std::vector<std::string> texts;
    for (const std::string begin : {"", "'", "''", "'''"})
        for (const std::string rest : {"=1+1", "@x", "+x", "-x", "-5", "+2.5", "+-5", "-", "s", "",
                                       "- \"no\", he said\r\n", "\t=x"})
            texts.push_back(begin + rest);
    std::string out;
    results::csv_writer csv(out);
    csv.text("-header").text("n").end_row();
    for (const std::string& text : texts)
        csv.text(text).number(1).end_row();
    const auto t = read_csv(out, "f.csv");
    BOOST_TEST_REQUIRE(t.has_value());
    BOOST_TEST(t->columns[0] == "-header");
    BOOST_TEST_REQUIRE(t->rows.size() == texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i)
        BOOST_TEST(t->rows[i].cells[0] == texts[i]);
}

BOOST_AUTO_TEST_CASE(a_spreadsheet_writes_the_guard_of_a_formula_without_quotes) {
    const auto t = read_csv("id;text\n'@x;''s\n", "f.csv");
    BOOST_TEST_REQUIRE(t.has_value());
    BOOST_TEST(t->rows.at(0).cells[0] == "@x");
    BOOST_TEST(t->rows[0].cells[1] == "''s");
}

BOOST_AUTO_TEST_CASE(empty_rows_and_empty_cells_at_the_end_are_nothing) {
    const auto t = read_csv(",,,\na,b,,\n1,2,,\n,,,\n3,4,,,,\n5,6\n7,,,\n,,\n", "f.csv");
    BOOST_REQUIRE(t.has_value());
    BOOST_REQUIRE(t->rows.size() == 4u);
    for (const auto& row : t->rows)
        BOOST_TEST(row.cells.size() == 4u);
    BOOST_TEST(t->rows[1].line == 5u);
    BOOST_TEST(t->rows[2].cells[1] == "6");
    BOOST_TEST(!t->column(""));
}

std::string message(std::string_view text) {
    const auto t = read_csv(text, "f.csv");
    BOOST_REQUIRE(t.has_error());
    BOOST_TEST((t.error().code == errc::bad_dataset));
    return t.error().message;
}

BOOST_AUTO_TEST_CASE(blanks_around_the_names_of_columns_do_not_count) {
    const auto table = read_csv("id, grade ,\t\n1, 2,\n", "f");
    BOOST_TEST_REQUIRE(table.has_value());
    BOOST_TEST(table->columns == (std::vector<std::string>{"id", "grade", ""}),
               boost::test_tools::per_element());
    BOOST_TEST(table->rows.at(0).cells.at(1) == " 2");
}

BOOST_AUTO_TEST_CASE(what_is_not_utf_8_is_refused_with_advice) {
    using namespace std::string_view_literals;
    BOOST_TEST(message("a,b\n1,2\n3,M\xFCller\n") == "f.csv:3: not UTF-8: save it as CSV UTF-8");
    BOOST_TEST(message("\xFF\xFE"
                       "a\0,\0b\0"sv) == "f.csv: this is UTF-16: save it as CSV UTF-8");
    BOOST_TEST(message("\xFE\xFF\0a"sv) == "f.csv: this is UTF-16: save it as CSV UTF-8");
    for (const auto begin : {"PK\x03\x04\x14"sv, "\xD0\xCF\x11\xE0\xA1"sv})
        BOOST_TEST(message(begin) == "f.csv: this is a workbook, not text: save it as CSV UTF-8");
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said_with_its_line) {
    BOOST_TEST(message("a,b\n1,2\n3\n").starts_with("f.csv:3: 1 cells, but the header has 2"));
    BOOST_TEST(message("a,b,\n1,2,,x\n").starts_with("f.csv:2: 4 cells, but the header has 3"));
    BOOST_TEST(message("a,b,\n1\n").starts_with("f.csv:2: 1 cells, but the header has 3"));
    BOOST_TEST(message("a,b\n1,\"2\n").starts_with("f.csv:2: a quote is opened"));
    BOOST_TEST(message("a,a\n").starts_with("f.csv:1: two columns are named 'a'"));
    BOOST_TEST(message("a,b\n1,\"2\"3\n").starts_with("f.csv:2: there is text after"));
    BOOST_TEST(message("").starts_with("f.csv:1: there is nothing in it"));
}

BOOST_AUTO_TEST_SUITE_END()
