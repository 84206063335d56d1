#include "made_up.hpp"
#include "page_text.hpp"
#include "report/report_page.hpp"
#include "report/sections/page_sections.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::report;
using test::between;
using test::count;

BOOST_AUTO_TEST_SUITE(page)

BOOST_AUTO_TEST_CASE(speaks_of_entries_where_no_case_is_known) {
    page_input in = test::made_up_input();
    BOOST_TEST(build_page(in).html.find("No case ids:") == std::string::npos);
    for (analysis::rated_cell& cell : in.agreement.cells)
        cell.cases_known = false;
    for (analysis::judge_bias& b : in.agreement.bias)
        for (auto& [by, groups] : b.groups)
            for (agreement::group_error& g : groups)
                g.cases_known = false;
    const std::string html = build_page(in).html;
    const auto section = [&html](const std::string& id) {
        return between(html, "<section id=" + id + ">", "</section>");
    };
    BOOST_TEST(section("answer").find("No case ids: entries are taken as independent") !=
               std::string::npos);
    const std::string bias = section("bias");
    BOOST_TEST(bias.find("intervals, by entry. Groups of fewer than 20 entries are not") !=
               bias.npos);
    BOOST_TEST(bias.find(" cases)") == bias.npos); // of too small a group
    BOOST_TEST(between(bias, "Numbers</summary>", "</details>").find("<td>—") != bias.npos);
}

BOOST_AUTO_TEST_CASE(counts_scores_that_the_analysis_left_out_as_no_failures) {
    page_input in = test::made_up_input();
    in.agreement.counts.missing = {{"not_asked", 3}, {"out_of_scale", 7}};
    const auto failures = [&in] { return failures_section(in); };
    BOOST_TEST(failures().find("No judgement has failed. Scores that the analysis itself left out: "
                               "out_of_scale 7.") != std::string::npos);
    BOOST_TEST(failures().find("has a score") == std::string::npos);
    in.failures.push_back({failure_class::out_of_scale, {{"good-judge", 2}}, {}});
    BOOST_TEST(failures().find("Scores that the analysis itself left out: out_of_scale 5.") !=
               std::string::npos);
    BOOST_TEST(failures().find("these judgements are missing from every figure above") !=
               std::string::npos);
    BOOST_TEST(failures().find(
                   "out_<wbr>of_<wbr>scale: the score is none that the task&#39;s scale has") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(names_rows_and_tables) {
    const std::string html = build_page(test::made_up_input()).html;
    BOOST_TEST(html.find("<caption>Agreement by task and judge</caption><thead><tr>"
                         "<th>task") != std::string::npos);
    BOOST_TEST(html.find("<tr><th scope=row>cpc_<wbr>bond<th scope=row>good-judge<td>") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(many_judges_have_a_row_each) {
    page_input in = test::made_up_input();
    const analysis::rated_cell first = in.agreement.cells[0];
    for (char name = 'a'; name <= 'h'; ++name) {
        in.agreement.cells.push_back(first);
        in.agreement.cells.back().judge = std::string("judge-") + name;
    }
    const std::string html = build_page(in).html;
    BOOST_TEST(html.find("<caption>Agreement by task and judge</caption><thead><tr>"
                         "<th>judge<th>cpc_<wbr>bond (") != std::string::npos);
    BOOST_TEST(html.find("<tr><th scope=row>judge-h<td>") != std::string::npos);
    BOOST_TEST(html.find("In brackets: the number of cases.") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(says_what_the_lines_through_marks_are) {
    const std::string html = build_page(test::made_up_input()).html;
    for (const char* const id : {"forest", "bias", "cost"}) {
        const std::string section =
            between(html, "<section id=" + std::string(id) + ">", "</section>");
        BOOST_TEST(between(section, "<p>", "</p>").find("95 % interval") != std::string::npos, id);
    }
}

BOOST_AUTO_TEST_CASE(counts_what_has_no_score_as_it_says) {
    page_input in = test::made_up_input();
    in.failures.push_back({failure_class::unparsed, {{"good-judge", 3}}, {}});
    in.agreement.counts.missing = {{"unparsed", 3}};
    BOOST_TEST(build_page(in).html.find("these judgements are missing from every figure above") !=
               std::string::npos);
    in.failures[0].trials["good-judge"] = 5; // two of them further repeats
    const std::string html = build_page(in).html;
    BOOST_TEST(html.find("missing from every figure") == std::string::npos);
    BOOST_TEST(html.find("has no score: 5, each repeat") != std::string::npos);
    BOOST_TEST(html.find("and 3 are missing for these reasons") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(counts_one_thing_as_one) {
    page_input in = test::made_up_input();
    in.agreement.counts.analysed = in.agreement.counts.eligible = 1;
    BOOST_TEST(build_page(in).html.find("1 judgement of 1 entry by 2 judges") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(counts_entries_that_were_asked) {
    page_input in = test::made_up_input();
    analysis::flow& f = in.agreement.counts;
    BOOST_TEST(build_page(in).html.find("476 judgements of 240 entries by 2 judges") !=
               std::string::npos);
    f.entries_asked = 120;
    f.missing = {{"not_asked", 240}, {"unparsed", 4}};
    f.analysed = 236;
    BOOST_TEST(build_page(in).html.find("236 judgements of 120 of 240 entries by 2 judges") !=
               std::string::npos);
}

// The same in every place: names that were cut alike were judges nobody could tell apart.
BOOST_AUTO_TEST_CASE(names_no_two_judges_alike) {
    test::made_up_names names;
    names.good = "gpt-6-sol-2026-11-01-preview-with-extended-reasoning";
    names.poor = names.good + "-calibrated";
    page_input in = test::made_up_input(names);
    for (const std::string* judge : {&names.good, &names.poor}) {
        in.origin.judges.push_back({*judge, "openai", "m", "", "default", "", 1, ""});
        in.disagreements.push_back({*judge, "cpc_bond", "b1", "", "", "", 1, 2, .5, "", ""});
    }
    in.failures.push_back({failure_class::unparsed,
                           {{names.good, 2}, {names.poor, 2}},
                           {{names.good, "cpc_bond", "b7", 0, "", "", ""},
                            {names.poor, "cpc_bond", "b7", 0, "", "", ""}}});
    const std::string html = build_page(in).html;
    const std::size_t methods = html.find("<section id=methods>");
    const std::string before = html.substr(html.find("</style>"), methods - html.find("</style>"));
    for (const char* const ending : {"asoning<", "librated<"})
        for (const char* const id :
             {"answer", "headline", "forest", "confusion", "differences", "calibration", "bias",
              "systems", "cost", "failures", "beside", "missing", "disagreements", "run", "pairs"})
            BOOST_TEST(between(before, "<section id=" + std::string(id) + ">", "</section>")
                               .find(ending) != std::string::npos,
                       id << ": " << ending);
    const std::string figures = between(before, "<section id=confusion>", "</section>");
    for (const char* const number : {"1", "2"})
        BOOST_TEST(count(figures, "</span> " + std::string(number) + ".\u00a0gpt-6-sol") == 2u);
    BOOST_TEST(count(figures, "librated</figcaption>") == 2u);
}

BOOST_AUTO_TEST_CASE(shows_kindness_to_the_own_family_and_to_long_answers) {
    page_input in = test::made_up_input();
    analysis::judge_bias& bias = in.agreement.bias[0];
    const agreement::slope_estimate slope{agreement::defined(0.1), agreement::between(0.05, 0.15)};
    bias.family = "gpt";
    agreement::self_preference& preference = bias.preference.emplace();
    preference.own = 24;
    preference.others = 30;
    preference.own_cases = preference.other_cases = 6;
    preference.difference = preference.adjusted = slope;
    bias.length = slope;
    const auto section = [&] {
        return between(build_page(in).html, "<section id=bias>", "</section>");
    };
    BOOST_TEST(
        section().find(
            "<th scope=row>gpt<td>24<td>30<td>10.0 [5.0,\u00a015.0]<td>10.0 [5.0,\u00a015.0]") !=
        std::string::npos);
    BOOST_TEST(section().find("<th scope=row>good-judge<td>6.9 [3.5,\u00a010.4]") !=
               std::string::npos);
    preference.own = 19;
    BOOST_TEST(section().find("<th scope=row>gpt<td>19<td>30<td>—<td>—") != std::string::npos);
    BOOST_TEST(section().find("Fewer than 20 answers or 5 cases on either side: no figures") !=
               std::string::npos);
    preference.own = 24;
    preference.other_cases = 4;
    BOOST_TEST(section().find("<th scope=row>gpt<td>24<td>30<td>—<td>—") != std::string::npos);
    in.agreement.bias.clear();
    BOOST_TEST(build_page(in).html.find("To its own family") == std::string::npos);
}

// On paper nothing scrolls: a box that could would only print its bar.
BOOST_AUTO_TEST_CASE(what_scrolls_on_a_screen_does_not_on_paper) {
    const std::string style = between(build_page(page_input()).html, "<style>", "</style>");
    const std::size_t print = style.find("@media print");
    BOOST_REQUIRE(print != style.npos);
    for (const std::string box : {".scroll", "section>details"}) {
        BOOST_TEST(style.find(box + "{overflow-x:auto") < print, box);
        BOOST_TEST(style.find(box + "{overflow:visible}", print) != style.npos, box);
    }
}

// The last judge's panel began a page, and nothing there said of what task; of a table one row did.
BOOST_AUTO_TEST_CASE(leaves_no_panel_and_no_row_alone_on_a_sheet_of_paper) {
    const std::string html = build_page(test::made_up_input()).html;
    const std::string style = between(html, "<style>", "</style>");
    const std::string print = style.substr(style.find("@media print"));
    BOOST_TEST(print.find(".panels.w204{grid-template-columns:repeat(4,1fr);") != print.npos);
    BOOST_TEST(print.find(".panels.w204:not(:has(>:nth-child(9))){break-inside:avoid}") !=
               print.npos); // more would leave half of a page empty
    BOOST_TEST(print.find("tbody tr:last-child{break-before:avoid}") != print.npos);
    BOOST_TEST(style.find("figcaption .task{display:none}") < style.find("@media print"));
    BOOST_TEST(print.find(".w204 figure:nth-child(n+5) .task{display:inline;") != print.npos);
    for (const char* const id : {"confusion", "differences"})
        BOOST_TEST(count(between(html, "<section id=" + std::string(id) + ">", "</section>"),
                         "<figcaption><span class=task>cpc_bond:</span> ") == 2u);
}

// A cell that may not wrap, but be no wider than so and so, prints over the next one.
BOOST_AUTO_TEST_CASE(has_room_for_cells_that_do_not_wrap) {
    const std::string style = between(build_page(page_input()).html, "<style>", "</style>");
    BOOST_REQUIRE(style.find("td{max-width:") != style.npos);
    std::size_t rules = 0;
    for (std::size_t at = style.find('{'); at != style.npos; at = style.find('{', at + 1)) {
        const std::size_t begin = style.find_last_of("}\n", at) + 1;
        const std::string selector = style.substr(begin, at - begin);
        const std::string rule = style.substr(at, style.find('}', at) - at);
        if (selector.find("td:") == selector.npos || rule.find("nowrap") == rule.npos)
            continue;
        ++rules;
        BOOST_TEST(rule.find("max-width:none") != rule.npos, selector);
    }
    BOOST_TEST(rules > 0u);
}

// "above −0.05" stood beside "[-0.146, 0.2]".
BOOST_AUTO_TEST_CASE(has_one_sign_for_minus) {
    page_input in = test::made_up_input();
    BOOST_REQUIRE(!in.agreement.ceiling.empty());
    in.agreement.counts.development = 3;
    const built_page page = build_page(in);
    BOOST_TEST(page.html.find("above -0.05") != std::string::npos);
    BOOST_TEST(page.html.find("\u2212") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(names_the_points_as_they_are_as_the_terminal_does) {
    BOOST_TEST(
        build_page(test::made_up_input())
            .html.find("<summary>Cohen&#39;s kappa, Pearson&#39;s r and MAE of the points as "
                       "they are</summary>") != std::string::npos);
}

// On paper and on narrow screens "0.410 [0.31," stood above "0.51]".
BOOST_AUTO_TEST_CASE(ends_no_line_of_a_cell_inside_an_interval) {
    const std::string html = build_page(test::made_up_input()).html;
    std::size_t whole = 0;
    for (std::size_t at = html.find("<td"); at != html.npos; at = html.find("<td", at + 1)) {
        const std::string cell = html.substr(at, html.find_first_of("\n", at) - at);
        for (std::size_t open = cell.find('['); open != cell.npos;
             open = cell.find('[', open + 1)) {
            const std::size_t comma = cell.find(',', open);
            if (comma == cell.npos || cell.find_first_not_of("-.0123456789", open + 1) != comma)
                continue;
            ++whole;
            BOOST_TEST(cell.substr(comma + 1, 2) == "\u00a0", cell);
        }
    }
    BOOST_TEST(whole > 50u);
    BOOST_TEST(html.find("[95\u00a0%\u00a0CI]") != html.npos);
    const std::string style = between(html, "<style>", "</style>");
    BOOST_TEST(style.find("white-space:normal!important") == style.npos);
}

// Judges' names had up to seven lines, one for each hyphen.
BOOST_AUTO_TEST_CASE(breaks_only_long_names_and_leaves_these_a_wide_column) {
    test::made_up_names names;
    names.good = "openrouter-meta-llama-4-maverick";
    const std::string html = build_page(test::made_up_input(names)).html;
    BOOST_TEST(html.find("<th scope=row class=l>" + names.good) != html.npos);
    BOOST_TEST(html.find("<th scope=row>" + names.good) == html.npos);
    BOOST_TEST(html.find("<th scope=row>poor-judge") != html.npos);
    const std::string pairs = between(html, "<section id=pairs>", "</section>");
    BOOST_TEST(pairs.find("<td>poor-judge") != pairs.npos); // the second of two
    const std::string style = between(html, "<style>", "</style>");
    BOOST_TEST(style.find("tbody th,.n3 td:nth-child(3):not(.l){white-space:nowrap") != style.npos);
    BOOST_TEST(style.find("tbody .l{white-space:normal;min-width:12em") != style.npos);
}

// Of two maps beside each other one stood lower where its name had two lines.
BOOST_AUTO_TEST_CASE(has_small_drawings_level_in_their_row) {
    const std::string html = build_page(test::made_up_input()).html;
    const std::string style = between(html, "<style>", "</style>");
    for (const auto& [id, width] : {std::pair("confusion", "204"), std::pair("differences", "204"),
                                    std::pair("bias", "340"), std::pair("calibration", "340")}) {
        const std::string section =
            between(html, "<section id=" + std::string(id) + ">", "</section>");
        BOOST_TEST(
            section.find("<div class=\"panels w" + std::string(width) + "\">") != section.npos, id);
        BOOST_TEST(section.find("viewBox=\"0 0 " + std::string(width)) != section.npos, id);
        BOOST_TEST(style.find(".w" + std::string(width) + "{grid-template-columns:") != style.npos);
    }
    BOOST_TEST(style.find("figure{display:grid;grid-row:span 3;grid-template-rows:subgrid") !=
               style.npos);
}

BOOST_AUTO_TEST_CASE(names_every_setting_in_the_methods) {
    page_input in = test::made_up_input();
    in.agreement.used.seed = 4711;
    in.origin.config_hash = "c0ffee";
    const std::string html = build_page(in).html;
    const std::string methods = between(html, "<section id=methods>", "</section>");
    for (const char* what : {"seed 4711", "200 replicates", "SHA-256 d1", "preceptron 0.1.0",
                             "c0ffee", "margin", "0.05"})
        BOOST_TEST(methods.find(what) != methods.npos, what);
}

BOOST_AUTO_TEST_SUITE_END()
