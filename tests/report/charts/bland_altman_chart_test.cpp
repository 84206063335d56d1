#include "report/charts/bland_altman_chart.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::report;

namespace {

// Differences of 0 and 1 on a scale from 0 to 5, and an upper limit of agreement with this
// interval.
chart limits_up_to(double end) {
    analysis::report r;
    analysis::rated_cell& cell = r.cells.emplace_back();
    cell.categories = {0, 1};
    cell.categories_full = {0, 1, 2, 3, 4, 5};
    cell.details.push_back({"confusion.union", agreement::count_table{{1, 1}, {0, 1}}});
    const auto none = agreement::no_interval("none");
    cell.statistics = {{"bias", agreement::defined(0), none, {}},
                       {"loa_lower", agreement::defined(-1), none, {}},
                       {"loa_upper", agreement::defined(1), agreement::between(0.5, end), {}}};
    return bland_altman_chart(r);
}

} // namespace

BOOST_AUTO_TEST_SUITE(differences_chart)

// Of thirds to 9 decimals: 0 - 2/3 is not the same number as 2/3 - 4/3.
BOOST_AUTO_TEST_CASE(count_differences_that_are_printed_alike_together) {
    analysis::report r;
    analysis::rated_cell& cell = r.cells.emplace_back();
    cell.judge = "judge";
    cell.task = "task";
    cell.categories = {0, 0.666666667, 1.333333333, 2};
    cell.details.push_back(
        {"confusion.union",
         agreement::count_table{{0, 0, 0, 0}, {4, 0, 0, 0}, {0, 2, 0, 0}, {0, 0, 1, 0}}});
    for (const char* const name : {"bias", "loa_lower", "loa_upper"})
        cell.statistics.push_back(
            {name, agreement::defined(0), agreement::no_interval("none"), {}});
    const chart c = bland_altman_chart(r);
    BOOST_REQUIRE(c.panels.size() == 1u);
    BOOST_TEST(c.panels[0].behind.rows[0].back() == "-0.6667: 7");
}

BOOST_AUTO_TEST_CASE(have_room_for_the_intervals_of_limits_of_agreement) {
    BOOST_TEST(limits_up_to(3.2).panels[0].drawn.svg != limits_up_to(3.6).panels[0].drawn.svg);
    BOOST_TEST(limits_up_to(3.6).note.empty());
    const chart cut = limits_up_to(40);
    BOOST_TEST(cut.panels[0].drawn.svg.find("class=\"arrow\"") != std::string::npos);
    BOOST_TEST(cut.note.starts_with("An arrow at the edge"));
}

BOOST_AUTO_TEST_SUITE_END()
