#include "report/charts/axis.hpp"
#include "report/charts/label_layout.hpp"
#include "report/charts/svg.hpp"
#include "report/html.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace preceptron::report;

BOOST_AUTO_TEST_SUITE(drawing)

BOOST_AUTO_TEST_CASE(escapes_whatever_it_is) {
    BOOST_TEST(escaped("<b a=\"1\" c='2'>&") == "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;");
    BOOST_TEST(escaped(std::string("a\0b\x1b[31m\x7f", 9)) == "a\uFFFDb\uFFFD[31m\uFFFD");
    BOOST_TEST(escaped("ok \xff\xc3 end") == "ok \uFFFD\uFFFD end");
    BOOST_TEST(escaped("caf\u00e9 \U0001F600") == "caf\u00e9 \U0001F600");
    BOOST_TEST(escaped("a\u009bb") == "a\uFFFDb");
}

BOOST_AUTO_TEST_CASE(keeps_the_direction_of_writing_inside) {
    BOOST_TEST(isolated("plain") == "plain");
    BOOST_TEST(isolated("of (--raters), or --ci bca") ==
               "of (<span class=flag>--raters</span>), or <span class=flag>--ci</span> bca");
    BOOST_TEST(isolated("a--b -- --- 1--2") == "a--b -- --- 1--2");
    BOOST_TEST(isolated("\u202Egnp.exe") == "<bdi>\u202Egnp.exe</bdi>");
    BOOST_TEST(isolated("\u05D0<") == "<bdi>\u05D0&lt;</bdi>");
}

// On a telephone a task's name took the room of the figures beside it.
BOOST_AUTO_TEST_CASE(a_line_may_end_within_a_name_of_a_row_and_not_within_its_figures) {
    const std::string html =
        table({"", {"task", "value"}, 1, {{"cpc_bond", "a_b [0.1, 0.2]"}}, {}});
    BOOST_TEST(html.find("<th scope=row>cpc_<wbr>bond<td>a_b [0.1,\u00a00.2]") != html.npos);
}

BOOST_AUTO_TEST_CASE(shortens_by_characters) {
    BOOST_TEST(shortened("abcdef", 6) == "abcdef");
    BOOST_TEST(shortened("abcdefg", 6) == "abcde…");
    BOOST_TEST(shortened("äöüäöü", 4) == "äöü…");
}

BOOST_AUTO_TEST_CASE(a_plot_leaves_room_for_its_axis_title_and_the_labels_of_its_ticks) {
    BOOST_TEST(left_of_plot({0, 5, 10}, 36) == 36);
    const double left = left_of_plot({3.95, 4, 4.05}, 36);
    BOOST_TEST(left - 6 - text_width("3.95", 10) >= 12); // right of the title
}

BOOST_AUTO_TEST_CASE(ticks_are_round_and_inside) {
    const auto at = ticks(-0.13, 1, 6);
    BOOST_TEST(at.size() <= 6U);
    BOOST_TEST(at.front() >= -0.13);
    BOOST_TEST(at.back() <= 1.0 + 1e-9);
    const std::vector<double> expected{0, 0.5, 1};
    BOOST_TEST(at == expected, boost::test_tools::per_element());
    BOOST_TEST(tick_label(0.30000000000000004) == "0.3");
    BOOST_TEST(tick_label(-2) == "-2");
}

BOOST_AUTO_TEST_CASE(spans_of_equal_values_have_room) {
    const value_span span = rounded_out(3, 3, 6);
    BOOST_TEST(span.lo < 3);
    BOOST_TEST(span.hi > 3);
}

BOOST_AUTO_TEST_CASE(an_axis_holds_what_lies_beyond_its_ends) {
    const axis x{0, 1, 100, 200};
    BOOST_TEST(x(-5) == 100);
    BOOST_TEST(x(0.25) == 125);
    BOOST_TEST(x(7) == 200);
    const axis log{0.1, 10, 0, 2, true};
    BOOST_TEST(log(1) == 1, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(labels_in_a_row_do_not_touch) {
    const std::vector<double> centres{50, 52, 54, 300, 10}, widths{60, 60, 60, 60, 60};
    const auto placed = stagger(centres, widths, 0, 310);
    for (std::size_t i = 0; i < placed.size(); ++i) {
        BOOST_TEST(placed[i].left >= 0);
        BOOST_TEST(placed[i].left + widths[i] <= 310);
        for (std::size_t k = 0; k < i; ++k)
            BOOST_TEST((placed[i].row != placed[k].row ||
                        std::abs(placed[i].left - placed[k].left) >= 60));
    }
}

BOOST_AUTO_TEST_CASE(labels_beside_marks_cover_neither_marks_nor_each_other) {
    const std::vector<box> marks{{94, 94, 106, 106}, {124, 94, 136, 106}, {280, 94, 292, 106}};
    const std::vector<double> widths{60, 60, 60};
    const auto placed = place_beside(marks, widths, 12, {}, {0, 0, 300, 300});
    const auto apart = [](const box& a, const box& b) {
        return a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
    };
    for (std::size_t i = 0; i < placed.size(); ++i) {
        BOOST_REQUIRE(placed[i].has_value());
        BOOST_TEST(placed[i]->right <= 300);
        for (const box& m : marks)
            BOOST_TEST(apart(*placed[i], m));
        for (std::size_t k = 0; k < i; ++k)
            BOOST_TEST(apart(*placed[i], *placed[k]));
    }
}

BOOST_AUTO_TEST_CASE(labels_without_a_free_place_have_none) {
    const std::vector<box> marks(12, box{94, 94, 106, 106});
    const auto placed = place_beside(marks, std::vector<double>(12, 60), 12, {}, {0, 0, 300, 300});
    BOOST_TEST(placed.front().has_value());
    BOOST_TEST(!placed.back().has_value());
}

BOOST_AUTO_TEST_CASE(a_logarithmic_axis_has_three_ticks_at_least) {
    const std::vector<double> narrow{2, 3, 4}, wide{0.1, 0.2, 0.5, 1};
    BOOST_TEST(logarithmic_ticks(2.53 / 1.6, 2.53 * 1.6) == narrow,
               boost::test_tools::per_element());
    BOOST_TEST(logarithmic_ticks(.1, 1) == wide, boost::test_tools::tolerance(1e-9)
                                                     << boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_fitted_text_is_no_wider) {
    const std::string long_name(10'000, 'm');
    const std::string shown = fitted(long_name, 11, 90);
    BOOST_TEST(text_width(shown, 11) <= 90);
    BOOST_TEST(shown.ends_with("…"));
    BOOST_TEST(fitted("gpt", 11, 90) == "gpt");
}

BOOST_AUTO_TEST_CASE(a_text_is_fitted_around_what_is_left_out) {
    const std::string name = "precept-32b-default-2025-01";
    const std::string shown = fitted_around(name, 11, 90, .6);
    BOOST_TEST(text_width(shown, 11) <= 90);
    BOOST_TEST(shown.starts_with("prec"));
    BOOST_TEST(shown.ends_with("-01"));
    BOOST_TEST(fitted_around(name, 11, 90, 0).starts_with("…"));
    BOOST_TEST(fitted_around("\u00e4\u00f6", 11, 90, .6) == "\u00e4\u00f6");
}

BOOST_AUTO_TEST_CASE(of_two_dozen_judges_no_two_look_alike) {
    std::set<std::string> drawn, named;
    for (std::size_t j = 0; j < 24; ++j) {
        drawn.insert(judge_fill(j) + mark_path(j, 0, 0, 4));
        named.insert(mark_colour(j) + std::string(mark_name(j)));
    }
    BOOST_TEST(drawn.size() == 24u);
    BOOST_TEST(named.size() == 24u);
    BOOST_TEST(mark_colour(7).starts_with("#"));
}

BOOST_AUTO_TEST_CASE(texts_of_one_character_share_an_element) {
    svg_writer out(10, 10, "t<", "d");
    out.text("a", 1, 5, "4");
    out.text("a", 3, 5, "5");
    out.text("a", 5, 5, "10");
    out.text("a", 7, 5, "<");
    const std::string svg = out.finish().svg;
    BOOST_TEST(svg.find("<title>t&lt;</title>") != svg.npos);
    BOOST_TEST(svg.find("<text x=\"1 3\" y=\"5\">45</text>") != svg.npos);
    BOOST_TEST(svg.find("<text x=\"5\" y=\"5\">10</text>") != svg.npos);
    BOOST_TEST(svg.find("&lt;</text>") != svg.npos);
}

BOOST_AUTO_TEST_SUITE_END()
