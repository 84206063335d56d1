// Whatever finite numbers the data have, the page has none that is not finite.
#include "page_text.hpp"
#include "report/charts/axis.hpp"
#include "report/report_page.hpp"
#include "results/file_ratings.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>
#include <optional>
#include <string>
#include <vector>

using namespace preceptron;
using namespace preceptron::report;
using test::count;

namespace {

// Two judges on forty entries of ten cases by two systems; now and then a judge or a physician
// gives one of `others`.
page_input input_with(const std::vector<double>& others, std::optional<double> most) {
    std::vector<results::rating_row> rows;
    for (std::size_t i = 0; i < 40; ++i)
        for (const std::size_t judge : {0U, 1U}) {
            results::rating_row r;
            r.id = "e" + std::to_string(i);
            r.case_id = "case" + std::to_string(i / 4);
            r.task = "task";
            r.model = i % 2 ? "gpt-4" : "physician";
            r.judge = judge == 0 ? "first" : "second";
            r.max_score = most;
            r.grade = i % 5 == 0 ? others[i / 5 % others.size()] : static_cast<double>(i % 4);
            r.score = (i + judge) % 3 == 0 ? others[(i + judge) / 3 % others.size()]
                                           : static_cast<double>(i % 4);
            rows.push_back(r);
        }
    page_input in;
    analysis::settings s;
    s.replicates = 200;
    in.agreement = analysis::analyse(results::arrange_ratings(rows).value(), {}, {}, {}, s);
    in.files.push_back({"ratings.csv", {}});
    return in;
}

// The words of a text that stand for a number there is none of.
std::size_t not_finite(const std::string& text) {
    std::size_t n = 0;
    for (const char* const before : {">", " ", "-", "M", "L", "[", "\"", ":", ","})
        for (const char* const word : {"nan", "inf"})
            for (const char* const after : {"<", " ", ",", "]", "\"", "L", "a", "h"})
                n += count(text, std::string(before) + word + after);
    return n;
}

constexpr double largest = std::numeric_limits<double>::max(),
                 smallest = std::numeric_limits<double>::denorm_min();

} // namespace

BOOST_AUTO_TEST_SUITE(large_numbers)

BOOST_AUTO_TEST_CASE(leave_no_infinity_on_the_page) {
    const std::vector<double> sets[] = {
        {1e150, 1.7e150}, {-1e150, 1e150},  {1e17, 1e17 + 16},       {1e12, 2e12},
        {smallest},       {0.3, 0.1 + 0.2}, {1e9, 1e9 + 1e-6, 1e100}};
    for (const std::vector<double>& others : sets)
        for (const std::optional<double> most :
             {std::optional<double>(), std::optional(1e150), std::optional(1e-3)}) {
            const built_page page = build_page(input_with(others, most));
            BOOST_TEST(not_finite(page.html.substr(page.html.find("</style>"))) == 0U,
                       others[0] << ", " << most.value_or(0));
            for (const chart_file& c : page.charts)
                BOOST_TEST(not_finite(c.text) == 0U, c.name << " of " << others[0]);
        }
}

// As far as a double goes: sums of two of these are not finite any more.
BOOST_AUTO_TEST_CASE(are_in_no_drawing_where_sums_of_them_are_infinite) {
    page_input in = input_with({4, 5}, 5);
    for (analysis::rated_cell& cell : in.agreement.cells)
        for (double& value : cell.categories)
            value = largest / 5 * (value - 2) * 1.6;
    for (analysis::system_agreement& a : in.agreement.systems)
        for (agreement::system_mean& mean : a.systems)
            mean.score = std::numeric_limits<double>::infinity();
    for (analysis::judge_bias& b : in.agreement.bias)
        for (auto& [by, groups] : b.groups)
            for (agreement::group_error& g : groups)
                g.bias = g.mean_absolute_error = agreement::defined(largest);
    const built_page page = build_page(in);
    BOOST_TEST(not_finite(page.html.substr(page.html.find("</style>"))) == 0U);
    for (const chart_file& c : page.charts)
        BOOST_TEST(not_finite(c.text) == 0U, c.name);
    BOOST_TEST(count(page.html, "Not drawn, for numbers too large for an axis: ") == 4U);
}

BOOST_AUTO_TEST_CASE(are_said_not_to_be_drawn) {
    const built_page page = build_page(input_with({1e17, 1e17 + 16}, {}));
    const std::string said = "Not drawn, for numbers too large for an axis: task.";
    BOOST_TEST(count(page.html, said) == 3U); // Bland-Altman, calibration, systems
    for (const chart_file& c : page.charts)
        BOOST_TEST((c.name.starts_with("forest.") || c.name.starts_with("confusion.") ||
                    c.name.starts_with("flow.")),
                   c.name);
    BOOST_TEST(count(page.html, "1e+17") > 0U);
    BOOST_TEST(count(build_page(input_with({1e6}, {})).html, "Not drawn") == 0U);
}

BOOST_AUTO_TEST_CASE(that_differ_by_less_than_ticks_have_an_axis) {
    for (const auto& [lo, hi] : {value_span{0.3, 0.1 + 0.2}, {1e12, 1e12 + 1e-4}, {0, smallest}}) {
        const value_span span = rounded_out(lo, hi, 6);
        BOOST_TEST(span.lo < lo);
        BOOST_TEST(span.hi > hi);
        BOOST_TEST(ticks(span.lo, span.hi, 6).size() > 1U);
    }
    BOOST_TEST(!fits_axis(0, largest));
    BOOST_TEST(!fits_axis(std::numeric_limits<double>::quiet_NaN(), 1));
    BOOST_TEST(tick_label(1e20) == "1e+20");
    BOOST_TEST(tick_label(1.7e300) == "1.7e+300");
    BOOST_TEST(tick_label(20) == "20");
}

BOOST_AUTO_TEST_SUITE_END()
