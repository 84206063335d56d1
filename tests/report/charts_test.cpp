// Every chart, byte for byte. PRECEPTRON_WRITE_GOLDEN=1 writes the files anew: look at them.
#include "made_up.hpp"
#include "page_text.hpp"
#include "report/charts/bias_chart.hpp"
#include "report/charts/bland_altman_chart.hpp"
#include "report/charts/calibration_chart.hpp"
#include "report/charts/confusion_chart.hpp"
#include "report/charts/cost_chart.hpp"
#include "report/charts/flow_chart.hpp"
#include "report/charts/forest_chart.hpp"
#include "report/charts/score_table.hpp"
#include "report/charts/system_chart.hpp"
#include "report/html.hpp"
#include "report/sections/page_sections.hpp"
#include "support/tests_folder.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

using namespace preceptron;
using namespace preceptron::report;

namespace {

std::filesystem::path golden_file(const std::string& name) {
    return tests_folder() / "report" / "golden" / name;
}

void compare(const std::string& name, const std::string& text) {
    if (std::getenv("PRECEPTRON_WRITE_GOLDEN")) {
        std::ofstream(golden_file(name), std::ios::binary) << text;
        return;
    }
    std::ifstream file(golden_file(name), std::ios::binary);
    BOOST_REQUIRE_MESSAGE(file, golden_file(name));
    std::ostringstream expected;
    expected << file.rdbuf();
    BOOST_TEST((text == expected.str()), name << " has changed:\n" << text);
}

std::vector<chart> all_charts(const page_input& in) {
    const analysis::report& r = in.agreement;
    return {forest_chart(r),       confusion_chart(r),
            bland_altman_chart(r), calibration_chart(r),
            bias_chart(r),         system_chart(r),
            flow_chart(r),         cost_chart(r, costs_of(in.facts))};
}

} // namespace

BOOST_AUTO_TEST_SUITE(charts)

BOOST_AUTO_TEST_CASE(look_as_they_did) {
    for (const chart& c : all_charts(test::made_up_input())) {
        BOOST_REQUIRE_MESSAGE(!c.panels.empty(), c.name);
        std::string drawn;
        for (const panel& p : c.panels)
            drawn += p.caption + "\n" + p.drawn.svg + bare_table(p.behind);
        compare(c.name + ".html", drawn);
        compare(c.name + ".vl.json", c.spec);
    }
}

BOOST_AUTO_TEST_CASE(have_a_title_a_description_and_numbers_behind) {
    for (const chart& c : all_charts(test::made_up_input()))
        for (const panel& p : c.panels) {
            BOOST_TEST(p.drawn.svg.find("role=\"img\"") != p.drawn.svg.npos, c.name);
            BOOST_TEST(p.drawn.svg.find("<title>") < p.drawn.svg.find("<desc>"), c.name);
            BOOST_TEST(!p.behind.rows.empty(), c.name);
            for (const auto& row : p.behind.rows)
                BOOST_TEST(row.size() == p.behind.heads.size(), c.name);
        }
}

BOOST_AUTO_TEST_CASE(are_specified_as_json_with_their_data) {
    for (const chart& c : all_charts(test::made_up_input())) {
        const auto spec = boost::json::parse(c.spec);
        BOOST_TEST(
            spec.at("$schema").as_string().starts_with("https://vega.github.io/schema/vega-lite/"));
        BOOST_TEST(!spec.at("data").at("values").as_array().empty(), c.name);
    }
}

BOOST_AUTO_TEST_CASE(count_every_pair_once_in_the_heat_map) {
    const page_input in = test::made_up_input();
    const chart c = confusion_chart(in.agreement);
    std::map<std::string, std::uint64_t> n;
    const auto spec = boost::json::parse(c.spec);
    for (const auto& row : spec.at("data").at("values").as_array())
        n[std::string(row.at("task").as_string()) + "/" +
          std::string(row.at("judge").as_string())] += row.at("n").to_number<std::uint64_t>();
    BOOST_TEST(n.size() == in.agreement.cells.size());
    for (const analysis::rated_cell& cell : in.agreement.cells)
        BOOST_TEST(n[cell.task + "/" + cell.judge] == cell.n);
}

BOOST_AUTO_TEST_CASE(specify_the_same_values_for_rows_and_columns_of_a_heat_map) {
    const auto spec = boost::json::parse(confusion_chart(test::made_up_input().agreement).spec);
    std::map<std::string, std::set<double>> grades, scores;
    for (const auto& row : spec.at("data").at("values").as_array()) {
        const std::string panel = std::string(row.at("task").as_string()) + "/" +
                                  std::string(row.at("judge").as_string());
        grades[panel].insert(row.at("grade").to_number<double>());
        scores[panel].insert(row.at("score").to_number<double>());
    }
    BOOST_TEST((grades == scores));
}

BOOST_AUTO_TEST_CASE(name_steps_of_a_long_scale_by_short_numbers) {
    analysis::rated_cell cell;
    cell.n = 1;
    cell.normalised = true;
    for (int k = 0; k <= 60; ++k)
        cell.categories.push_back(k / 60.0);
    cell.details.push_back(
        {"confusion.union", agreement::count_table(61, std::vector<std::int64_t>(61, 1))});
    const auto axis = shared_axis({&cell}, 11);
    BOOST_REQUIRE(axis.has_value());
    const auto table = tabulated_scores(cell, *axis);
    BOOST_REQUIRE(table);
    BOOST_TEST((table->values == std::vector{0.0, 0.2, 0.4, 0.6, 0.8}));
}

// Judges of one task beside each other were drawn on axes of their own.
BOOST_AUTO_TEST_CASE(judges_of_a_task_share_the_axes_of_their_heat_maps) {
    analysis::report r;
    const auto add = [&r](const char* judge, std::vector<double> occurring, int most) {
        analysis::rated_cell& cell = r.cells.emplace_back();
        cell.judge = judge;
        cell.task = "long";
        cell.n = 1;
        cell.details.push_back(
            {"confusion.union",
             agreement::count_table(occurring.size(),
                                    std::vector<std::int64_t>(occurring.size(), 1))});
        cell.categories = std::move(occurring);
        for (int k = 0; k <= most; ++k)
            cell.categories_full.push_back(k);
    };
    const auto heads = [&r](std::size_t panel) {
        return confusion_chart(r).panels.at(panel).behind.heads;
    };
    add("one", {0, 4, 20}, 20);
    add("two", {3, 4}, 20);
    BOOST_TEST((heads(0) == std::vector<std::string>{"grade \\ score", "0", "3", "4", "20"}));
    BOOST_TEST((heads(0) == heads(1)));
    BOOST_TEST(confusion_chart(r).note == "On long the axes have the 4 values that occur of the 21 "
                                          "of the scale, in steps that are not even.");
    add("three", {1, 2, 5, 6, 7, 8, 9, 10, 11, 12}, 20); // too many for a row each
    BOOST_TEST((heads(1) == heads(2)));
    BOOST_TEST(heads(0).size() == 11u);
    BOOST_TEST(heads(0).back() == "18");
    BOOST_TEST(confusion_chart(r).note ==
               "On long outlined scores are of the same step, not always the same score.");
    r.cells.clear();
    add("one", {0, 4}, 5);
    BOOST_TEST(heads(0).size() == 7u);
    BOOST_TEST(confusion_chart(r).note.empty());
    add("two", {0, 2.5}, 5);
    r.cells[1].categories_full = {0, 1, 2, 2.5, 3, 4, 5}; // a score that the rubric lacks
    BOOST_TEST(heads(0).size() == 8u);
    BOOST_TEST((heads(0) == heads(1)));
    r.cells.clear();
    add("one", {0, 2, 3}, -1); // of a scale that nobody has declared
    const std::string uneven = " the axes have the values that occur, in steps that are not even.";
    BOOST_TEST(confusion_chart(r).note == "On long" + uneven);
    for (const char* const task : {"second", "third"}) { // said eight times of eight tasks
        r.cells.push_back(r.cells[0]);
        r.cells.back().task = task;
    }
    BOOST_TEST(confusion_chart(r).note == "On long, second and third" + uneven);
}

// The second judge scored fewer, and has a group that the first lacks.
BOOST_AUTO_TEST_CASE(count_each_judges_entries_where_the_errors_come_from) {
    analysis::report r;
    for (const char* const judge : {"first", "second"}) {
        r.cells.emplace_back().judge = judge;
        r.bias.emplace_back().judge = judge;
    }
    const auto group = [](const char* name, std::size_t n, std::size_t cases) {
        return agreement::group_error{name,
                                      n,
                                      cases,
                                      true,
                                      agreement::defined(0.1),
                                      agreement::defined(0.1),
                                      agreement::between(0, 0.2)};
    };
    r.bias[0].groups = {{"grade", {group("20-40 %", 60, 6)}}};
    r.bias[1].groups = {{"grade", {group("0-20 %", 12, 3), group("20-40 %", 40, 5)}}};
    const chart c = bias_chart(r);
    BOOST_REQUIRE(c.panels.size() == 1u);
    BOOST_TEST(c.panels[0].drawn.svg.find(">0-20 %: too few (12 entries, 3 cases)<") !=
               std::string::npos);
    const std::vector<std::vector<std::string>> expected{
        {"grade", "0-20 %", "second", "12", "3", "—"},
        {"grade", "20-40 %", "first", "60", "6", "10.0 [0.0, 20.0]"},
        {"grade", "20-40 %", "second", "40", "5", "10.0 [0.0, 20.0]"}};
    BOOST_TEST((c.panels[0].behind.rows == expected));
}

// The means of a judge that scored fewer stood beside the grades of what another had scored.
BOOST_AUTO_TEST_CASE(rankings_have_their_intervals_and_two_systems_an_order_only) {
    page_input in = test::made_up_input();
    const auto remarks = [&in] {
        std::string all;
        const chart c = system_chart(in.agreement);
        for (const std::string& remark : c.panels.at(0).behind.remarks)
            all += remark + "\n";
        return all;
    };
    analysis::system_agreement& good = in.agreement.systems.at(0);
    good.kendall.value = agreement::defined(.8);
    good.kendall.interval = agreement::between(.6, 1);
    good.pairwise_accuracy.value = agreement::defined(.9);
    good.pairwise_accuracy.interval = agreement::between(.8, .95);
    BOOST_TEST(remarks().find("good-judge: Kendall's tau-b 0.80 [0.60, 1.00], pairs in the same "
                              "order 0.90 [0.80, 0.95]; ") == 0u);
    BOOST_TEST(remarks().find("\nIntervals: percentile") != std::string::npos);
    BOOST_TEST(remarks().find("With two systems") == std::string::npos);
    good.systems.resize(2);
    good.kendall.value = agreement::defined(-1);
    good.kendall.interval = agreement::between(-1, 1);
    BOOST_TEST(remarks().find("good-judge: the other way round than physicians have them, which "
                              "other cases like these may turn.\n") == 0u);
    BOOST_TEST(remarks().find("\nWith two systems Kendall can only be 1 or -1") !=
               std::string::npos);
    good.kendall.value = agreement::defined(1);
    good.kendall.interval = agreement::between(1, 1);
    BOOST_TEST(remarks().find("good-judge: in the physicians' order, which other cases like these "
                              "would hardly turn.\n") == 0u);
}

BOOST_AUTO_TEST_CASE(systems_have_the_grades_of_what_each_judge_scored) {
    page_input in = test::made_up_input();
    const auto heads = [&] { return system_chart(in.agreement).panels.at(0).behind.heads; };
    BOOST_TEST((heads() == std::vector<std::string>{"system", "n", "mean grade, points",
                                                    "good-judge", "poor-judge"}));
    analysis::system_agreement& poor = in.agreement.systems.at(1);
    BOOST_REQUIRE(poor.judge == "poor-judge");
    poor.systems[0].n -= 3;
    poor.systems[0].grade = 1;
    const chart c = system_chart(in.agreement);
    const analysis::section& table = c.panels.at(0).behind;
    BOOST_TEST((table.heads == std::vector<std::string>{"system", "judge", "n",
                                                        "mean grade, points", "mean score"}));
    BOOST_TEST(table.rows.size() == 10u);
    const auto row = std::ranges::find_if(table.rows, [&](const auto& cells) {
        return cells[0] == poor.systems[0].system && cells[1] == "poor-judge";
    });
    BOOST_REQUIRE((row != table.rows.end()));
    BOOST_TEST((*row)[2] == std::to_string(poor.systems[0].n));
    BOOST_TEST((*row)[3] == "1.00");
    // A line is through each mark that stands above a name.
    const auto lines_beyond_names = [](const chart& drawn) {
        const std::string& svg = drawn.panels.at(0).drawn.svg;
        return test::count(test::between(svg, "class=\"grid\" d=\"", "\""), "V") -
               test::count(svg, ">physician-00") - test::count(svg, ">gpt-4<");
    };
    BOOST_TEST(lines_beyond_names(c) == 1u);
    BOOST_TEST(lines_beyond_names(system_chart(test::made_up_input().agreement)) == 0u);
}

BOOST_AUTO_TEST_CASE(say_what_their_numbers_are_in) {
    page_input in = test::made_up_input();
    for (const bool normalised : {false, true}) {
        const std::string unit = normalised ? "share of the scale" : "points";
        for (analysis::rated_cell& cell : in.agreement.cells)
            cell.normalised = normalised;
        for (const chart& c : {bland_altman_chart(in.agreement), calibration_chart(in.agreement),
                               system_chart(in.agreement)}) {
            const panel& p = c.panels[0];
            BOOST_TEST(p.drawn.svg.find(", " + unit) != std::string::npos, c.name);
            BOOST_TEST(std::ranges::any_of(p.behind.heads,
                                           [&](const std::string& head) {
                                               return head.find(", " + unit) != head.npos;
                                           }),
                       c.name);
        }
    }
}

BOOST_AUTO_TEST_CASE(say_what_colours_dots_and_quarters_are) {
    page_input in = test::made_up_input();
    in.agreement.cells[0].normalised = true;
    const chart confusion = confusion_chart(in.agreement);
    BOOST_TEST(confusion.panels[0].drawn.svg.find(">judge, share of scale<") != std::string::npos);
    BOOST_TEST(confusion.panels[2].drawn.svg.find(">judge, points<") != std::string::npos);
    const std::string differences = bland_altman_chart(in.agreement).panels[0].drawn.svg;
    BOOST_TEST(differences.find("class=\"zero dotted\"") != std::string::npos);
    const std::string page = build_page(in).html;
    for (const char* const words :
         {"The stronger a colour, the larger the cell&#39;s share of its row",
          "the larger, the more", "Above 0, the dotted line",
          "from the shortest quarter, Q1, to the longest, Q4"})
        BOOST_TEST(page.find(words) != std::string::npos, words);
}

// A grade of 0.16 was printed as 0.2, "at each score" of 60.
BOOST_AUTO_TEST_CASE(say_that_marks_of_many_scores_are_means) {
    analysis::report r;
    analysis::rated_cell& cell = r.cells.emplace_back();
    cell.n = 61;
    cell.normalised = true;
    for (int k = 0; k <= 60; ++k)
        cell.categories.push_back(k / 60.0);
    agreement::count_table counts(61, std::vector<std::int64_t>(61));
    for (std::size_t k = 0; k <= 60; ++k)
        counts[k][k] = 1;
    cell.details.push_back({"confusion.union", counts});
    const chart c = calibration_chart(r);
    BOOST_TEST(c.note.find("tenth of their range") != std::string::npos);
    BOOST_TEST(c.panels[0].behind.rows[0][1].starts_with("0.04: 0.04 (6), 0.14: 0.14 (6)"));
    BOOST_TEST(calibration_chart(test::made_up_input().agreement).note.empty());
}

BOOST_AUTO_TEST_CASE(say_which_entries_physicians_agree_on) {
    analysis::report r = test::made_up_input().agreement;
    r.ceiling[0].physicians.items = 47;
    const std::string svg = forest_chart(r).panels[0].drawn.svg;
    BOOST_TEST(svg.find(", on the 47 entries that several graded</text>") != svg.npos);
    BOOST_TEST(svg.find("on the same entries") == svg.npos);
}

// What no run was to ask is no failure.
BOOST_AUTO_TEST_CASE(let_what_was_not_asked_leave_before_what_failed) {
    analysis::report r;
    r.counts.entries = r.counts.eligible = 302;
    r.counts.judgements = 2416;
    r.counts.analysed = 938;
    r.counts.missing = {{"not_asked", 1456}, {"not_judged", 2}, {"unparsed", 20}};
    const std::vector<std::vector<std::string>> expected{
        {"entries in the data", "302"},       {"eligible entries", "302"},
        {"judgements (× 0 judges)", "2,416"}, {"no run was to ask for", "-1,456"},
        {"judgements asked for", "960"},      {"still to come", "-2"},
        {"without a score: unparsed", "-20"}, {"analysed", "938"}};
    const chart c = flow_chart(r);
    BOOST_TEST((c.panels[0].behind.rows == expected));
    const std::string& svg = c.panels[0].drawn.svg;
    BOOST_TEST(svg.find("no run was to ask for") < svg.find("judgements asked for"));
    BOOST_TEST(svg.find("judgements asked for") < svg.find("without a score: unparsed"));
}

BOOST_AUTO_TEST_CASE(of_nothing_are_nothing) {
    const page_input nothing;
    for (const chart& c : all_charts(nothing))
        if (c.name != "flow") {
            BOOST_TEST(c.panels.empty(), c.name);
            BOOST_TEST(c.spec.empty(), c.name);
        }
}

// Sums over cases have such names; tables and the forest plot alone show those.
BOOST_AUTO_TEST_CASE(a_task_by_the_name_of_sums_over_cases_has_every_chart) {
    const page_input usual = test::made_up_input();
    page_input in = test::made_up_input({.first_task = "cpc.by_case"});
    for (const auto draw : {confusion_chart, bland_altman_chart, calibration_chart})
        BOOST_TEST(draw(in.agreement).panels.size() == draw(usual.agreement).panels.size());
    for (analysis::rated_cell& cell : in.agreement.cells)
        cell.by_case = cell.task == "cpc.by_case";
    for (const auto draw : {confusion_chart, bland_altman_chart, calibration_chart})
        BOOST_TEST(draw(in.agreement).panels.size() < draw(usual.agreement).panels.size());
}

BOOST_AUTO_TEST_SUITE_END()
