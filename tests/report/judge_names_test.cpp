#include "made_up.hpp"
#include "page_text.hpp"
#include "report/charts/figure.hpp"
#include "report/charts/forest_chart.hpp"
#include "report/charts/label_layout.hpp"
#include "report/judge_names.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace preceptron::report;
using test::between;
using test::count;

namespace {

const std::string high = "anthropic/claude-opus-5-20261101-high-effort-with-calibrated-prompt-and-"
                         "few-shot-examples",
                  low = "anthropic/claude-opus-5-20261101-low-effort-with-calibrated-prompt-and-"
                        "few-shot-examples";

} // namespace

BOOST_AUTO_TEST_SUITE(names_of_judges)

BOOST_AUTO_TEST_CASE(are_as_they_are_where_there_is_room) {
    const judge_names names({"gpt-6-sol-with-extended-reasoning", high});
    BOOST_TEST(names("gpt-6-sol-with-extended-reasoning") == "gpt-6-sol-with-extended-reasoning");
    BOOST_REQUIRE(names.cut().size() == 1U);
    BOOST_TEST(names.cut()[0].shown.starts_with("2.\u00a0anthropic/claude"));
    BOOST_TEST(names.cut()[0].full == high);
    BOOST_TEST(key_of_names(judge_names({"gpt", "precept"})).empty());
}

BOOST_AUTO_TEST_CASE(are_cut_where_they_stay_different) {
    const std::string begin(60, 'a'), end(60, 'z');
    for (const std::vector<std::string>& all :
         {std::vector<std::string>{begin + "-1", begin + "-2"},
          {high, low},
          {"1" + end, "2" + end},
          {begin + "1" + end, begin + "2" + end}}) {
        const judge_names names(all);
        std::set<std::string> shown, without_number;
        for (const std::string& name : all) {
            BOOST_TEST(text_width(names(name), 1) <= 21);
            shown.insert(names(name));
            without_number.insert(names(name).substr(2));
        }
        BOOST_TEST(shown.size() == 2U);
        BOOST_TEST(without_number.size() == (all[0].starts_with(begin + "1") ? 1U : 2U), all[0]);
    }
    BOOST_TEST(judge_names({high, low})(low).starts_with("2.\u00a0…low-effort-with-"));
}

// One stood there as "anthropic/claude-opus-5-20261101-h…", as "1. anthropic/claude-opus-5-20…" and
// as "1. anthropic/claude-opus-5-…", and nowhere in full.
BOOST_AUTO_TEST_CASE(are_the_same_all_over_a_page_that_has_them_in_full_once) {
    test::made_up_names given;
    given.good = high;
    given.poor = low;
    page_input in = test::made_up_input(given);
    const std::string html = build_page(in).html;
    const std::string shown = judge_names(in)(low);
    BOOST_TEST(count(html, "…low") == count(html, shown));
    BOOST_TEST(count(html, "anthropic/claude") == 2U); // the key
    BOOST_TEST(between(html, "<section id=answer>", "</section>")
                   .find("<tr><th scope=row class=l>" + shown + "<td>" + low) != html.npos);
    for (const char* const id :
         {"answer", "headline", "forest", "confusion", "differences", "calibration", "bias",
          "systems", "cost", "beside", "missing", "run", "pairs"})
        BOOST_TEST(
            between(html, "<section id=" + std::string(id) + ">", "</section>").find(shown) !=
                html.npos,
            id);
    in.files.push_back({"a.csv", ""});
    BOOST_TEST(between(build_page(in).html, "<section id=methods>", "</section>")
                   .find("Judges: " + high + "; " + low + ".") != html.npos);
}

BOOST_AUTO_TEST_CASE(stand_in_full_beneath_a_drawing_of_its_own) {
    test::made_up_names given;
    given.poor = low;
    const auto r = test::made_up_input(given).agreement;
    const std::string svg = figure_svg(forest_chart(r), judges_of(r));
    BOOST_TEST(svg.find(">" + judge_names(r)(low) + ": " + low + "</text>") != svg.npos);
    BOOST_TEST(svg.find("good-judge: ") == svg.npos);
}

BOOST_AUTO_TEST_SUITE_END()
