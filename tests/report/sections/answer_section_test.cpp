#include "made_up.hpp"
#include "page_text.hpp"
#include "report/report_page.hpp"
#include "report/sections/page_sections.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::report;
using test::between;
using test::count;

BOOST_AUTO_TEST_SUITE(page_answers)

BOOST_AUTO_TEST_CASE(answers_before_it_shows) {
    const std::string html = build_page(test::made_up_input()).html;
    std::size_t before = 0;
    for (const char* id : {"answer", "headline", "forest", "confusion", "differences",
                           "calibration", "bias", "systems", "cost", "flow", "failures",
                           "disagreements", "run", "methods", "prompts", "references"}) {
        const std::size_t at = html.find("<section id=" + std::string(id) + ">");
        BOOST_TEST(at != html.npos, id);
        BOOST_TEST(at > before, id);
        before = at;
    }
    BOOST_TEST(html.find("better than a physician does") < html.find("id=headline"));
}

// The verdicts of `analyze`, with the sign of the difference.
BOOST_AUTO_TEST_CASE(tells_better_from_as_good) {
    page_input in = test::made_up_input();
    const auto answer = [&in] { return answer_section(in); };
    analysis::judge_beside_physicians& good = in.agreement.ceiling[0].judges[0];
    BOOST_REQUIRE((good.standing == agreement::standing::superior));
    BOOST_TEST(answer().find("<b>good-judge</b> agrees with the other physicians <span "
                             "class=good>better than a physician does</span> on cpc_bond") !=
               std::string::npos);
    BOOST_TEST(answer().find("✓\u00a0+0.") != std::string::npos);
    good.standing = agreement::standing::non_inferior;
    BOOST_TEST(answer().find("better than a physician does") == std::string::npos);
    BOOST_TEST(answer().find("<b>good-judge</b> grades <span class=good>as well as a "
                             "physician</span>, within the margin") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(says_why_there_is_no_figure_and_doubts_no_interval_of_it) {
    page_input in = test::made_up_input();
    in.agreement.ceiling.clear();
    for (analysis::rated_cell& cell : in.agreement.cells) {
        cell.by_case = cell.task == "r_idea";
        cell.task += cell.by_case ? ".by_case" : "";
        cell.cases = 3;
        if (cell.task == "cpc_bond")
            continue;
        cell.n = cell.cases = 0;
        cell.statistics.clear();
        cell.points.clear();
        if (cell.judge == "good-judge")
            cell.missing = {{"not_asked", cell.eligible}};
    }
    const std::string html = build_page(in).html;
    for (const char* const id : {"answer", "headline"}) {
        const std::string section =
            between(html, "<section id=" + std::string(id) + ">", "</section>");
        BOOST_TEST(section.find("†") != section.npos, id);
        BOOST_TEST(section.find("—†") == section.npos, id);
        BOOST_TEST(section.find("(0)†") == section.npos, id);
        BOOST_TEST(section.find("— no case was asked all of its questions: r_idea.by_case "
                                "(good-judge).") != section.npos,
                   id);
        BOOST_TEST(section.find("— no case has a score for each of its questions: r_idea.by_case "
                                "(poor-judge).") != section.npos,
                   id);
    }
    const std::string forest = between(html, "<section id=forest>", "</section>");
    BOOST_TEST(forest.find(">undefined<") == forest.npos);
    BOOST_TEST(forest.find("— there is no such figure") != forest.npos);
}

BOOST_AUTO_TEST_CASE(asks_whether_one_judge_can_be_trusted) {
    page_input in = test::made_up_input();
    BOOST_TEST(build_page(in).html.find("<h1>Can these judges be trusted?</h1>") !=
               std::string::npos);
    page_input one;
    one.agreement.cells.emplace_back().judge = "good-judge";
    BOOST_TEST(build_page(one).html.find("<h1>Can this judge be trusted?</h1>") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(says_why_nothing_can_be_said) {
    page_input in = test::made_up_input();
    in.agreement.ceiling.clear();
    BOOST_TEST(build_page(in).html.find("<b>cannot be said</b>") != std::string::npos);
    BOOST_TEST(build_page(page_input()).html.find("Nothing can be said: no graded entry") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(says_on_how_few_cases_a_verdict_rests) {
    page_input in = test::made_up_input();
    analysis::judge_beside_physicians& good = in.agreement.ceiling[0].judges[0];
    const auto answer = [&] {
        return between(build_page(in).html, "<section id=answer>", "</section>");
    };
    BOOST_TEST(good.cases == 30u);
    BOOST_TEST(answer().find(" entries, 30 cases)") != std::string::npos);
    BOOST_TEST(answer().find("†") == std::string::npos);
    good.cases = 3;
    good.few_cases = true;
    const std::string few = answer();
    BOOST_TEST(few.find("entries, 3 cases†)") != std::string::npos);
    BOOST_TEST(few.find("]† on 3 cases") != std::string::npos);
    BOOST_TEST(count(few, "† fewer than 10 cases") == 1u);
}

BOOST_AUTO_TEST_CASE(marks_figures_of_few_cases_without_physicians_too) {
    page_input in = test::made_up_input();
    in.agreement.ceiling.clear();
    for (analysis::rated_cell& cell : in.agreement.cells)
        cell.cases = cell.judge == "good-judge" ? 3 : 4;
    const std::string html = build_page(in).html;
    const std::string answer = between(html, "<section id=answer>", "</section>");
    BOOST_TEST(answer.find("<td>3–4<td>") != std::string::npos);
    BOOST_TEST(count(answer, "]†") == in.agreement.cells.size());
    BOOST_TEST(count(answer, "† fewer than 10 cases") == 1u);
    for (analysis::estimate& e : in.agreement.cells[0].statistics)
        e.interval = agreement::no_interval("one case only");
    const std::string without = answer_section(in); // one figure has no interval, and is weak too
    BOOST_TEST(count(without, "]†") == in.agreement.cells.size() - 1);
    BOOST_TEST(count(without, "†") == in.agreement.cells.size() + 1); // and the remark
    BOOST_TEST(count(without, "† fewer than 10 cases: the interval is narrower") == 1u);
}

BOOST_AUTO_TEST_CASE(doubts_the_intervals_of_marked_figures_alone) {
    page_input in = test::made_up_input();
    const auto physicians = in.agreement.ceiling;
    in.agreement.ceiling.clear();
    analysis::rated_cell& marked = in.agreement.cells[0];
    marked.cases = 3;
    for (analysis::estimate& e : marked.statistics)
        e.interval = agreement::no_interval("one case only");
    for (const bool verdict : {false, true}) {
        if (verdict) {
            in.agreement.ceiling = physicians;
            in.agreement.ceiling[0].judges[0].few_cases = true;
            in.agreement.ceiling[0].judges[0].kappa.interval = agreement::no_interval("one case");
        }
        const std::string html = build_page(in).html;
        for (const char* const id : {"answer", "forest"}) {
            const std::string section =
                between(html, "<section id=" + std::string(id) + ">", "</section>");
            BOOST_TEST(section.find("† fewer than 10 cases.") != section.npos, id);
            BOOST_TEST(section.find("† fewer than 10 cases: ") == section.npos, id);
        }
    }
    in.agreement.ceiling[0].judges[0].kappa.interval = agreement::between(0, 1);
    BOOST_TEST(answer_section(in).find("† fewer than 10 cases: the interval is narrower") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(says_where_judge_and_physician_cannot_be_compared) {
    page_input in = test::made_up_input();
    agreement::beside_humans& kappa = in.agreement.ceiling[0].judges[0].kappa;
    kappa.difference = agreement::undefined("no physician shares enough entries");
    kappa.interval = agreement::no_interval("no physician shares enough entries");
    const std::string html = build_page(in).html;
    BOOST_TEST(html.find("<b>good-judge</b> cannot be compared with a physician on cpc_bond: no "
                         "physician shares enough entries.") != std::string::npos);
    BOOST_TEST(html.find("For <b>good-judge</b> on cpc_bond") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
