#include "core/base64.hpp"
#include "core/hash.hpp"
#include "made_up.hpp"
#include "report/page_sections.hpp"
#include "report/report_page.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>

using namespace preceptron;
using namespace preceptron::report;

namespace {

std::size_t count(std::string_view text, std::string_view what) {
    std::size_t n = 0;
    for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + what.size()))
        ++n;
    return n;
}

std::string between(const std::string& text, const std::string& from, const std::string& to) {
    const std::size_t begin = text.find(from) + from.size();
    return text.substr(begin, text.find(to, begin) - begin);
}

// Names of all elements that the page has.
std::set<std::string> elements(const std::string& html) {
    std::set<std::string> names;
    const std::string body = html.substr(html.find("</style>"));
    for (std::size_t at = body.find('<'); at != body.npos; at = body.find('<', at + 1)) {
        const std::size_t end = body.find_first_not_of(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", at + 1);
        names.insert(body.substr(at + 1, end - at - 1));
    }
    return names;
}

constexpr const char* hostile =
    "<script>alert(1)</script><img src=x onerror=alert(1)><style>*{display:none}</style>"
    "</svg></title></pre>\"'><!--\u202E\U0001F600";

page_input hostile_input() {
    const std::string huge = hostile + std::string(10'000, 'W');
    test::made_up_names names{huge, "b" + huge, "t" + huge, "u" + huge, "m" + huge, "s" + huge};
    page_input in = test::made_up_input(names, 60);
    in.origin.dataset = in.origin.config = in.origin.version = in.origin.config_hash = hostile;
    in.origin.judges.push_back({huge, huge, huge, huge, huge, huge, 1, huge});
    in.origin.tasks.push_back({huge, huge, huge, huge, {{huge, huge}}});
    in.facts.judges[0].served.push_back({huge, 1, {}, {}});
    in.failures.push_back(
        {failure_class::unparsed, {{huge, 1}}, {{huge, huge, huge, 500, huge, huge, huge}}});
    in.disagreements.push_back({huge, huge, huge, huge, huge, huge, 1, 2, .5, huge, huge});
    in.prompts.push_back({huge, huge, huge, huge});
    return in;
}

} // namespace

BOOST_AUTO_TEST_SUITE(page)

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
    BOOST_TEST(answer().find("✓ +0.") != std::string::npos);
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
    BOOST_TEST(between(bias, "Numbers</summary>", "</details>").find("<bdi>—</bdi>") != bias.npos);
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
    BOOST_TEST(failures().find("out_of_scale: the score is none that the task&#39;s scale has") !=
               std::string::npos);
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

BOOST_AUTO_TEST_CASE(names_rows_and_tables) {
    const std::string html = build_page(test::made_up_input()).html;
    BOOST_TEST(html.find("<caption>Agreement by task and judge</caption><thead><tr>"
                         "<th>task") != std::string::npos);
    BOOST_TEST(html.find("<tr><th scope=row>cpc_bond<th scope=row>good-judge<td>") !=
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

BOOST_AUTO_TEST_CASE(says_why_nothing_can_be_said) {
    page_input in = test::made_up_input();
    in.agreement.ceiling.clear();
    BOOST_TEST(build_page(in).html.find("<b>cannot be said</b>") != std::string::npos);
    BOOST_TEST(build_page(page_input()).html.find("Nothing can be said: no graded entry") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(runs_nothing_and_fetches_nothing) {
    const std::string html = build_page(test::made_up_input()).html;
    const std::string policy = between(html, "Content-Security-Policy\" content=\"", "\"");
    const std::string style = between(html, "<style>", "</style>");
    const sha256_digest digest = sha256_of(style);
    BOOST_TEST(policy.starts_with("default-src 'none'; style-src 'sha256-" +
                                  base64({reinterpret_cast<const char*>(digest.data()), 32}) +
                                  "'"));
    BOOST_TEST(policy.find("unsafe") == policy.npos);
    for (const char* never : {"<script", "<link", "<img", "<iframe", "<object",
                              " style=", " src=", "url(", "@import", "javascript:"})
        BOOST_TEST(html.find(never) == html.npos, never);
    BOOST_TEST(count(html, "href=") == count(html, "href=\"#"));
}

BOOST_AUTO_TEST_CASE(says_what_the_lines_through_marks_are) {
    const std::string html = build_page(test::made_up_input()).html;
    for (const char* const id : {"forest", "bias", "cost"}) {
        const std::string section =
            between(html, "<section id=" + std::string(id) + ">", "</section>");
        BOOST_TEST(between(section, "<p>", "</p>").find("95 % interval") != std::string::npos, id);
    }
}

BOOST_AUTO_TEST_CASE(says_on_how_few_cases_a_verdict_rests) {
    page_input in = test::made_up_input();
    analysis::judge_beside_physicians& good = in.agreement.ceiling[0].judges[0];
    const auto answer = [&] {
        return between(build_page(in).html, "<section id=answer>", "</section>");
    };
    BOOST_TEST(good.cases == 30u);
    BOOST_TEST(answer().find("on cpc_bond (30 cases)") != std::string::npos);
    BOOST_TEST(answer().find("†") == std::string::npos);
    good.cases = 3;
    good.few_cases = true;
    const std::string few = answer();
    BOOST_TEST(few.find("on cpc_bond (3 cases only†)") != std::string::npos);
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
    BOOST_TEST(answer.find("<bdi>3–4</bdi>") != std::string::npos);
    BOOST_TEST(count(answer, "]†") == in.agreement.cells.size());
    BOOST_TEST(count(answer, "† fewer than 10 cases") == 1u);
    for (analysis::estimate& e : in.agreement.cells[0].statistics)
        e.interval = agreement::no_interval("one case only");
    const std::string without = answer_section(in); // one figure has no interval, and is weak too
    BOOST_TEST(count(without, "]†") == in.agreement.cells.size() - 1);
    BOOST_TEST(count(without, "†</bdi>") == in.agreement.cells.size());
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
        for (const char* const id : {"answer", "headline", "forest", "confusion", "differences",
                                     "calibration", "bias", "systems", "cost", "failures",
                                     "physicians", "missing", "disagreements", "run", "pairs"})
            BOOST_TEST(between(before, "<section id=" + std::string(id) + ">", "</section>")
                               .find(ending) != std::string::npos,
                       id << ": " << ending);
    const std::string figures = between(before, "<section id=confusion>", "</section>");
    BOOST_TEST(count(figures, "<figcaption><bdi>gpt-6-sol") == 4u);
    BOOST_TEST(count(figures, "librated</bdi></figcaption>") == 2u);
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
        section().find("<th scope=row>gpt<td>24<td>30<td>10.0 [5.0, 15.0]<td>10.0 [5.0, 15.0]") !=
        std::string::npos);
    BOOST_TEST(section().find("<th scope=row>good-judge<td>6.9 [3.5, 10.4]") != std::string::npos);
    preference.own = 19;
    BOOST_TEST(section().find("<th scope=row>gpt<td>19<td>30<td><bdi>—</bdi><td><bdi>—</bdi>") !=
               std::string::npos);
    BOOST_TEST(section().find("Fewer than 20 answers or 5 cases on either side: no figures") !=
               std::string::npos);
    preference.own = 24;
    preference.other_cases = 4;
    BOOST_TEST(section().find("<th scope=row>gpt<td>24<td>30<td><bdi>—</bdi><td><bdi>—</bdi>") !=
               std::string::npos);
    in.agreement.bias.clear();
    BOOST_TEST(build_page(in).html.find("To its own family") == std::string::npos);
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

BOOST_AUTO_TEST_CASE(keeps_hostile_names_and_answers_text) {
    const built_page harmless = build_page(test::made_up_input({}, 60));
    const std::string html = build_page(hostile_input()).html;
    // No element that a page of plain names would not have.
    std::set<std::string> allowed = elements(harmless.html);
    allowed.insert({"bdi", "blockquote"});
    for (const std::string& name : elements(html))
        BOOST_TEST(allowed.contains(name), name);
    BOOST_TEST(count(html, "<!--") == 0);
    BOOST_TEST(count(html, "</title>") == count(html, "<title>"));
    BOOST_TEST(count(html, "</svg>") == count(html, "<svg"));
    BOOST_TEST(count(html, "</pre>") == count(html, "<pre>"));
    // A mark of direction stands only inside what isolates it; in drawings, inside one text.
    BOOST_TEST(count(html, "<bdi>") == count(html, "</bdi>"));
    // Nothing of a name of 10,000 characters is repeated at length.
    BOOST_TEST(html.size() < 700'000U);
}

BOOST_AUTO_TEST_CASE(is_the_same_each_time) {
    BOOST_TEST((build_page(test::made_up_input()).html == build_page(test::made_up_input()).html));
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
