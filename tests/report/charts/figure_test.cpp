#include "made_up.hpp"
#include "page_text.hpp"
#include "report/charts/figure.hpp"
#include "report/style.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace preceptron;
using namespace preceptron::report;
using test::between;
using test::count;

namespace {

// Of drawings that are empty boxes.
chart boxes(std::size_t panels, double width, double height, const std::string& caption = "") {
    chart c{"boxes", "Boxes"};
    for (std::size_t i = 0; i < panels; ++i)
        c.panels.push_back({caption, {"<svg></svg>\n", width, height}, {}});
    return c;
}

std::string size_of(const std::string& svg) {
    return between(svg, "viewBox=\"-12 -12 ", "\"");
}

} // namespace

BOOST_AUTO_TEST_SUITE(figures)

BOOST_AUTO_TEST_CASE(are_written_for_every_chart_with_all_its_panels) {
    const built_page page = build_page(test::made_up_input());
    std::size_t figures = 0;
    for (const chart_file& file : page.charts)
        if (file.name.ends_with(".svg")) {
            ++figures;
            BOOST_TEST(file.text.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""),
                       file.name);
            BOOST_TEST(count(file.text, "<svg") > 1U, file.name);
            BOOST_TEST(count(file.text, "<svg") == count(file.text, "</svg>"), file.name);
        }
    BOOST_TEST(figures == 8U);
    BOOST_TEST(page.charts.size() == 2 * figures);
}

// Some had nothing beneath their title, and some told of numbers on a screen.
BOOST_AUTO_TEST_CASE(say_how_they_are_read_and_nothing_of_a_page_around_them) {
    page_input in = test::made_up_input();
    in.agreement.cells[0].statistics.clear(); // a dash in the forest plot
    for (const chart_file& file : build_page(in).charts) {
        if (!file.name.ends_with(".svg"))
            continue;
        BOOST_TEST(between(file.text, "<desc>", "</desc>").size() > 30U, file.name);
        BOOST_TEST(file.text.find("on screen") == file.text.npos, file.name);
    }
    BOOST_TEST(build_page(in).html.find("— there is no such figure. The numbers (on screen) say "
                                        "why.") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(need_neither_page_nor_variables_nor_lists_of_places) {
    for (const chart_file& file : build_page(test::made_up_input()).charts) {
        if (!file.name.ends_with(".svg"))
            continue;
        BOOST_TEST(file.text.find("var(") == file.text.npos, file.name);
        BOOST_TEST(file.text.find("fill:#1b1f24") != file.text.npos, file.name);
        for (std::size_t at = 0; (at = file.text.find("<text", at)) != file.text.npos; ++at) {
            const std::string tag = file.text.substr(at, file.text.find('>', at) - at);
            BOOST_TEST((tag.find(" x=\"") == tag.npos ||
                        between(tag, " x=\"", "\"").find(' ') == std::string::npos),
                       tag);
        }
    }
}

BOOST_AUTO_TEST_CASE(give_a_list_of_characters_an_element_each) {
    svg_writer out(10, 10, "t", "d");
    for (const double x : {1, 3, 5})
        out.text("a", x, 5, "4");
    out.text("a", 1, 7, "1");
    out.text("a", 2, 8, "10 %");
    const std::string svg = with_a_text_each(out.finish().svg);
    BOOST_TEST(between(svg, "<g class=\"a\">", "</g>") ==
               "<text x=\"2\" y=\"8\">10 %</text><text x=\"1\" y=\"5\">4</text>"
               "<text x=\"3\" y=\"5\">4</text><text x=\"5\" y=\"5\">4</text>"
               "<text x=\"1\" y=\"7\">1</text>");
}

BOOST_AUTO_TEST_CASE(are_as_wide_as_the_page_and_go_on_below) {
    BOOST_TEST(size_of(figure_svg(boxes(2, 400, 100), {})) == "840 140");
    BOOST_TEST(size_of(figure_svg(boxes(3, 400, 100), {})) == "840 256");
    BOOST_TEST(size_of(figure_svg(boxes(1, 2000, 100), {})) == "2024 140");
    chart level = boxes(2, 400, 100); // where each has room to spare
    level.column = 500;
    BOOST_TEST(size_of(figure_svg(level, {})) == "1040 140");
}

BOOST_AUTO_TEST_CASE(break_a_caption_that_is_wider_than_its_drawing) {
    const std::string svg = figure_svg(boxes(2, 90, 50, "gpt-4 on clinical <reasoning>"), {});
    BOOST_TEST(count(svg, ">gpt-4 on<") == 2U);
    BOOST_TEST(count(svg, ">clinical<") == 2U);
    BOOST_TEST(count(svg, ">&lt;reasoning&gt;<") == 2U);
    const std::string word = figure_svg(boxes(1, 60, 50, std::string(60, 'W')), {});
    BOOST_TEST(word.find("…</text>") != word.npos);
}

BOOST_AUTO_TEST_CASE(name_tasks_and_judges_once) {
    chart c = boxes(4, 100, 50);
    for (std::size_t i = 0; i < c.panels.size(); ++i)
        c.panels[i].behind.title = i < 2 ? "first_task" : "second_task";
    c.keyed = {"b&c"};
    const std::string svg = figure_svg(c, {"a", "b&c", "d"});
    BOOST_TEST(count(svg, ">first_task<") == 1U);
    BOOST_TEST(count(svg, ">second_task<") == 1U);
    BOOST_TEST(count(svg, ">b&amp;c<") == 1U);
    BOOST_TEST(svg.find(">a<") == svg.npos);
    BOOST_TEST(svg.find("<path class=\"j1\"") != svg.npos);
}

BOOST_AUTO_TEST_CASE(are_in_the_light_pages_colours) {
    BOOST_TEST(light_colour("j0") == "#0068a8");
    BOOST_TEST(light_colour("t4") == "#fff"); // the last of them
    BOOST_TEST(style_sheet().find("svg .j0{fill:var(--j0)}") != std::string::npos);
    BOOST_TEST(drawing_style().find("svg .j0{fill:#0068a8}") != std::string::npos);
    BOOST_TEST(drawing_style().find("stroke-opacity:.6}") != std::string::npos);
    BOOST_TEST(drawing_style().find("@media") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
