#include "made_up.hpp"
#include "report/charts/bias_chart.hpp"
#include "report/charts/calibration_chart.hpp"
#include "report/charts/cost_chart.hpp"
#include "report/charts/forest_chart.hpp"
#include "report/charts/system_chart.hpp"
#include "report/sections/page_sections.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::report;

BOOST_AUTO_TEST_SUITE(chart_names)

// Sharing the offset between panels of different groups, Vega-Lite draws all judges on one line.
BOOST_AUTO_TEST_CASE(keep_judges_apart_in_the_specified_bias) {
    const auto spec = boost::json::parse(bias_chart(test::made_up_input().agreement).spec);
    BOOST_TEST(spec.at("resolve").at("scale").at("yOffset").as_string() == "independent");
}

// Twelve characters were shown of each: the same twelve.
BOOST_AUTO_TEST_CASE(name_the_judges_of_a_forest_plot_so_that_they_differ) {
    test::made_up_names names;
    names.good = "precept-32b-calibrated";
    names.poor = "precept-32b-calibrated-2";
    const chart c = forest_chart(test::made_up_input(names).agreement);
    BOOST_TEST(c.panels[0].drawn.svg.find(">precept-32b-calibrated<") != std::string::npos);
    BOOST_TEST(c.panels[0].drawn.svg.find(">precept-32b-calibrated-2<") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(specify_the_looks_of_judges_that_the_page_has) {
    const page_input in = test::made_up_input();
    for (const chart& c :
         {bias_chart(in.agreement), calibration_chart(in.agreement), system_chart(in.agreement)}) {
        BOOST_TEST(c.spec.find("@") == std::string::npos);
        const auto spec = boost::json::parse(c.spec);
        std::size_t looks = 0;
        for (const auto& layer : spec.at("spec").at("layer").as_array())
            if (const auto* const shape = layer.at("encoding").as_object().if_contains("shape")) {
                ++looks;
                BOOST_TEST(shape->at("scale").at("range").as_array().at(1).as_string() == "square");
                BOOST_TEST(layer.at("encoding").at("color").at("scale").at("domain").at(1) ==
                           "poor-judge");
            }
        BOOST_TEST(looks == 1u, c.name);
    }
}

// "brodeur2024-c…: too few (6 entries, 6 cases)", for studies of like names.
BOOST_AUTO_TEST_CASE(cut_no_name_for_the_sake_of_counts) {
    analysis::report r;
    r.cells.emplace_back().judge = r.bias.emplace_back().judge = "judge";
    const auto group = [](const char* name, std::size_t n) {
        return agreement::group_error{name,
                                      n,
                                      n,
                                      true,
                                      agreement::defined(0.1),
                                      agreement::defined(0.1),
                                      agreement::between(0, 0.2)};
    };
    const char* const study = "brodeur2024-clinical-management-reasoning";
    r.bias[0].groups = {{"study", {group(study, 6), group("another", 60)}}};
    BOOST_TEST(bias_chart(r).panels[0].drawn.svg.find(">" + std::string(study) + ": too few<") !=
               std::string::npos);
}

// "too few (18 entries, 6 cases)" was crossed by the line at 0.
BOOST_AUTO_TEST_CASE(have_names_of_groups_on_a_ground_of_their_own) {
    for (const panel& p : bias_chart(test::made_up_input().agreement).panels) {
        const std::size_t zero = p.drawn.svg.find("class=\"zero\""),
                          ground = p.drawn.svg.find("class=\"back\""),
                          name = p.drawn.svg.find("<text", ground),
                          marks = p.drawn.svg.find("class=\"ci ");
        BOOST_TEST(ground != p.drawn.svg.npos);
        BOOST_TEST(zero < ground);
        BOOST_TEST(ground < name);
        BOOST_TEST(name < marks);
    }
}

BOOST_AUTO_TEST_CASE(name_the_judges_that_cost_and_agreement_leave_out) {
    page_input in = test::made_up_input();
    BOOST_TEST(cost_chart(in.agreement, costs_of(in.facts)).note.empty());
    in.facts.judges[0].priced = 0;
    const chart one = cost_chart(in.agreement, costs_of(in.facts));
    BOOST_TEST(one.note.starts_with("Left out, because no price is known: good-judge."));
    for (analysis::judge_macro& m : in.agreement.macro)
        m.statistics[0].value = agreement::undefined("one grade only");
    const chart none = cost_chart(in.agreement, costs_of(in.facts));
    BOOST_TEST(none.panels.empty());
    BOOST_TEST(none.note.ends_with(
        "Left out, because there is no mean QWK over tasks (one grade only): poor-judge."));
    in.facts.judges.clear();
    BOOST_TEST(cost_chart(in.agreement, costs_of(in.facts))
                   .note.starts_with("No price is known for any of these judges."));
}

// Names that lay on each other.
BOOST_AUTO_TEST_CASE(have_a_key_where_judges_cost_and_agree_alike) {
    page_input in = test::made_up_input();
    BOOST_TEST(cost_chart(in.agreement, costs_of(in.facts)).keyed.empty());
    const analysis::judge_macro macro = in.agreement.macro[0];
    const analysis::rated_cell cell = in.agreement.cells[0];
    const results::judge_facts facts = in.facts.judges[0];
    for (int k = 0; k < 9; ++k) {
        in.agreement.macro.push_back(macro);
        in.agreement.cells.push_back(cell);
        in.facts.judges.push_back(facts);
        in.agreement.macro.back().judge = in.agreement.cells.back().judge =
            in.facts.judges.back().judge = "like the good one " + std::to_string(k);
    }
    const chart c = cost_chart(in.agreement, costs_of(in.facts));
    BOOST_TEST(c.keyed.size() == 11u);
    BOOST_TEST(c.panels[0].drawn.svg.find("like the good one") == std::string::npos);
    BOOST_TEST(chart_html(c, judges_of(in.agreement)).find("like the good one 8</span>") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(name_drawn_judges_only_in_the_key) {
    page_input in = test::made_up_input();
    std::erase_if(in.agreement.systems,
                  [](const analysis::system_agreement& a) { return a.judge == "poor-judge"; });
    const std::vector<std::string> only{"good-judge"};
    const chart c = system_chart(in.agreement);
    BOOST_TEST(c.keyed == only, boost::test_tools::per_element());
    BOOST_TEST(chart_html(c, judges_of(in.agreement)).find("poor-judge") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
