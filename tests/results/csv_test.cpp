#include "results/csv.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

using namespace preceptron::results;

BOOST_AUTO_TEST_SUITE(comma_separated)

namespace {

std::string cell(std::string_view text) {
    std::string out;
    csv_writer(out).text(text);
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(cells_are_quoted_when_they_must_be) {
    BOOST_TEST(cell("plain text") == "plain text");
    BOOST_TEST(cell("a,b") == "\"a,b\"");
    BOOST_TEST(cell("say \"hi\"") == "\"say \"\"hi\"\"\"");
    BOOST_TEST(cell("two\nlines") == "\"two\nlines\"");
    BOOST_TEST(cell("").empty());
}

BOOST_AUTO_TEST_CASE(formulas_are_defused) {
    BOOST_TEST(cell("=1+1") == "\"'=1+1\"");
    BOOST_TEST(cell("@SUM(A1)") == "\"'@SUM(A1)\"");
    BOOST_TEST(cell("+cmd|' /C calc'!A0") == "\"'+cmd|' /C calc'!A0\"");
    BOOST_TEST(cell("-1+\"x\"") == "\"'-1+\"\"x\"\"\"");
    BOOST_TEST(cell("- no evidence") == "\"'- no evidence\"");
    BOOST_TEST(cell("a=b") == "a=b");
}

BOOST_AUTO_TEST_CASE(an_apostrophe_of_the_text_is_told_from_the_one_before_a_formula) {
    BOOST_TEST(cell("'=x") == "\"''=x\"");
    BOOST_TEST(cell("''@x") == "\"'''@x\"");
    BOOST_TEST(cell("'s") == "'s");
    BOOST_TEST(cell("'-5") == "'-5");
    BOOST_TEST(cell("'") == "'");
}

BOOST_AUTO_TEST_CASE(numbers_stay_numbers) {
    BOOST_TEST(cell("-5") == "-5");
    BOOST_TEST(cell("+2.5e3") == "+2.5e3");
    BOOST_TEST(cell("+-5") == "\"'+-5\"");
    std::string out;
    csv_writer(out).number(-0.5).number(7.0).number(std::nan("")).integer(3).end_row();
    BOOST_TEST(out == "-0.5,7.0,,3\r\n");
}

BOOST_AUTO_TEST_CASE(absent_cells_are_empty) {
    std::string out;
    csv_writer csv(out);
    csv.empty().number(std::optional<double>()).integer(std::optional<std::int64_t>()).end_row();
    csv.text("x").end_row();
    BOOST_TEST(out == ",,\r\nx\r\n");
}

BOOST_AUTO_TEST_SUITE_END()
