#include "analysis/analysis.hpp"
#include "analysis/export/agreement_csv.hpp"
#include "analysis/export/analysis_json.hpp"
#include "analysis/figures.hpp"
#include "analysis/made_up_ratings.hpp"
#include "analysis/text/headline_row.hpp"
#include "analysis/text/headline_text.hpp"
#include "analysis/text/sections.hpp"
#include "results/file_ratings.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <vector>

using namespace preceptron;
using namespace preceptron::analysis;
using namespace preceptron::tests;

namespace {

std::string method_of(const report& r) {
    return std::string(find(r.cells[0].statistics, "kappa.quadratic.value")->method);
}

published_figures published() {
    published_figures p;
    p.source = "a paper";
    p.physicians.push_back({"", "task", 10, 0.9, 0.7});
    return p;
}

} // namespace

BOOST_AUTO_TEST_SUITE(whole_analysis)

BOOST_AUTO_TEST_CASE(the_number_of_cases_chooses_the_interval) {
    BOOST_TEST(method_of(analysed(39)) == "jackknife-t");
    BOOST_TEST(method_of(analysed(40)) == "bca");
    settings s;
    s.intervals = interval_choice::percentile;
    BOOST_TEST(method_of(analysed(6, s)) == "percentile, enumerated");
    BOOST_TEST(method_of(analysed(8, s)) == "percentile");
}

BOOST_AUTO_TEST_CASE(few_cases_are_marked_and_none_are_not) {
    report r = analysed(5);
    BOOST_TEST(row_of(r.cells[0], r, false).scored == "15/15 (5)†");
    BOOST_TEST(has(footnotes(r), few_cases_mark));
    for (rated_cell& cell : r.cells)
        cell.n = cell.cases = 0;
    BOOST_TEST(row_of(r.cells[0], r, false).scored == "0/15 (0)");
}

BOOST_AUTO_TEST_CASE(judges_compared_on_few_cases_are_marked) {
    const section few = pairs_section(analysed(5));
    BOOST_TEST(few.heads[4] == "cases");
    BOOST_TEST(few.rows[0][4] == "5†");
    BOOST_TEST(
        has(few.remarks, "† fewer than 10 cases: the interval is narrower than it should be."));
    const section enough = pairs_section(analysed(10));
    BOOST_TEST(enough.rows[0][4] == "10");
    BOOST_TEST(!has(enough.remarks, few_cases_mark));
    // An entry without a case id is none that an interval could be trusted to stand on.
    results::ratings all = made_up(10);
    all.tasks[0].ratings.case_ids[0].clear();
    all.tasks[0].ratings.case_ids[1].clear();
    all.tasks[0].ratings.case_ids[2].clear();
    BOOST_TEST(pairs_section(analyse(all, {}, {}, {}, quick())).rows[0][4] == "12†");
    all.tasks[0].ratings.case_ids.clear();
    BOOST_TEST(pairs_section(analyse(all, {}, {}, {}, quick())).rows[0][4] == "—");
}

BOOST_AUTO_TEST_CASE(entries_are_not_called_cases_where_no_case_is_known) {
    results::ratings all = made_up(3);
    all.tasks[0].ratings.case_ids.clear();
    const report r = analyse(all, {}, {}, {}, quick());
    BOOST_TEST(has(footnotes(r), "† fewer than 10 entries"));
    BOOST_TEST(has(pairs_section(r).remarks, "† fewer than 10 entries: the interval is"));
    BOOST_TEST(!has(footnotes(r), "fewer than 10 cases"));
}

BOOST_AUTO_TEST_CASE(impossible_significance_is_said) {
    const report r = analysed(5);
    BOOST_TEST(r.pairs[0].smallest_p == 0.0625);
    BOOST_TEST(!r.pairs[0].can_be_significant());
    BOOST_TEST(has(pairs_section(r).remarks, "significance at .05 is impossible"));
    BOOST_TEST(analysed(6).pairs[0].can_be_significant());
    const auto words = plain_words(r);
    BOOST_TEST(has(words, "with so few cases no difference, however large, could be significant"));
    BOOST_TEST(!has(words, "hardly explains"));
}

BOOST_AUTO_TEST_CASE(significance_is_of_the_adjusted_p) {
    std::vector<results::rating_row> rows;
    const scorer right = [](int, int grade) -> std::optional<double> { return grade; };
    const scorer off = [](int, int grade) -> std::optional<double> { return (grade + 1) / 2; };
    const scorer reversed = [](int, int grade) -> std::optional<double> { return 5 - grade; };
    add_task(rows, "task", "a", right);
    add_task(rows, "task", "b", off);
    add_task(rows, "task", "c", reversed);
    std::erase_if(rows, [](const results::rating_row& r) { // six cases: 2/64, three pairs
        return std::stoi(r.case_id.substr(4)) >= 6;
    });
    const report r = analyse(results::arrange_ratings(rows).value(), {}, {}, {}, {});
    BOOST_TEST(r.pairs[0].smallest_p == 2.0 / 64);
    BOOST_TEST(r.pairs[0].smallest_adjusted_p == 6.0 / 64);
    BOOST_TEST(!r.pairs[0].can_be_significant());
    BOOST_TEST(has(pairs_section(r).remarks, "is 0.0313, adjusted 0.0938: significance at .05"));
    BOOST_TEST(!has(plain_words(r), "hardly explains"));
}

BOOST_AUTO_TEST_CASE(the_coverage_with_few_cases_is_that_of_the_method) {
    BOOST_TEST(has(footnotes(analysed(6)), "about 87 % in simulation (jackknife-t, five cases)."));
    settings s;
    s.intervals = interval_choice::percentile;
    BOOST_TEST(has(footnotes(analysed(6, s)), "95 %, about 60 % in simulation (percentile, five"));
    s.intervals = interval_choice::bca;
    BOOST_TEST(has(footnotes(analysed(6, s)), "95 %, about 66 % in simulation (bca, five"));
    BOOST_TEST(!has(footnotes(analysed(10, s)), "simulation"));
}

BOOST_AUTO_TEST_CASE(a_judge_that_is_right_on_every_case_has_no_interval) {
    for (const interval_choice how :
         {interval_choice::automatic, interval_choice::percentile, interval_choice::bca}) {
        std::vector<results::rating_row> rows;
        add_task(rows, "task", "right",
                 [](int, int grade) -> std::optional<double> { return grade; });
        settings s;
        s.intervals = how;
        const report r = analyse(results::arrange_ratings(rows).value(), {}, {}, {}, s);
        for (const estimate* e : {find(r.cells[0].statistics, "kappa.quadratic.value"),
                                  find(r.cells[0].points, "mae"), &r.macro[0].statistics[0]}) {
            BOOST_TEST(e->value.value.has_value());
            BOOST_TEST(!e->interval);
            BOOST_TEST(e->method.empty());
        }
        BOOST_TEST(has(footnotes(r), "QWK without an interval"));
        BOOST_TEST(analysis_json(r, false).find("the cases do not differ") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(the_interval_of_a_difference_of_errors_may_lie_below_0) {
    settings s;
    s.primary = "mae";
    const section pairs = pairs_section(analysed(20, s));
    BOOST_TEST(pairs.rows[0][5].starts_with("-0."), pairs.rows[0][5]);
    BOOST_TEST(pairs.rows[0][5].find("[-0.") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(mean_errors_have_a_unit) {
    settings s;
    s.replicates = 200;
    s.primary = "mae";
    results::ratings all = made_up(20);
    all.tasks.push_back(all.tasks[0]);
    all.tasks[1].ratings.task = "no maximum";
    all.tasks[1].ratings.max_scores.assign(60, std::nullopt);
    for (std::size_t t : {0U, 1U})
        all.tasks[t].repeats[0].scores.at(0, 0) = std::nullopt;
    const report r = analyse(all, {}, {}, {}, s);
    BOOST_TEST(pairs_section(r).rows[0].back() == "shares of the scale");
    BOOST_TEST(pairs_section(r).rows[1].back() == "points");
    BOOST_TEST(missing_section(r).rows[0].back() == "points");
    BOOST_TEST(!r.macro_differences[0].difference.value); // of shares and points there is no mean
    all.tasks[0].ratings.max_scores[0] = 20.0;
    const report differing = analyse(std::move(all), {}, {}, {}, s);
    BOOST_TEST(missing_section(differing).rows[0].back() == "shares of the scale");
    BOOST_TEST(analysis_json(differing, false).find("\"unit\":\"points\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_physicians_error_has_a_unit) {
    std::vector<agreement::long_rating> raters;
    for (int i = 0; i < 60; ++i)
        for (const char* const who : {"a", "b"})
            raters.push_back({std::to_string(i), "", who, i % 7 + (who[0] == 'a' ? 0.0 : 1.0)});
    const report r = analyse(made_up(20), {}, raters, {}, {});
    BOOST_TEST(has(ceiling_section(r).remarks, "MAE 1.00 points."));
}

BOOST_AUTO_TEST_CASE(every_rendering_has_the_same_bytes_for_any_number_of_threads) {
    settings one, three;
    three.threads = 3;
    const report a = analysed(45, one), b = analysed(45, three);
    BOOST_TEST(analysis_json(a, true) == analysis_json(b, true));
    BOOST_TEST(agreement_csv(a) == agreement_csv(b));
    BOOST_TEST(headline_text(a, 80) == headline_text(b, 80));
}

BOOST_AUTO_TEST_CASE(authors_whom_the_name_does_not_tell_are_noted) {
    results::ratings all = made_up(10);
    BOOST_TEST(!has(analyse(all, {}, {}, {}, {}).notes, "other"));
    BOOST_TEST(
        has(bias_section(analyse(all, {}, {}, {}, {})).remarks, "human: physician; LLM: gpt-4."));
    all.tasks[0].ratings.models[0] = "Dr. Smith";
    BOOST_TEST(has(analyse(all, {}, {}, {}, {}).notes, "other: Dr. Smith"));
}

BOOST_AUTO_TEST_CASE(a_tolerance_is_told_in_the_digits_it_was_given_in) {
    for (const auto& [share, text] : {std::pair{0.07, "7"},
                                      {0.14, "14"},
                                      {0.28, "28"},
                                      {0.29, "29"},
                                      {0.55, "55"},
                                      {0.125, "12.5"}}) {
        task_scale scale;
        scale.tolerance = share;
        const report r = analyse(made_up(6), {{"task", scale}}, {}, {}, {});
        BOOST_TEST(r.cells[0].tolerance == std::string(text) + " % of the scale");
    }
}

BOOST_AUTO_TEST_CASE(without_case_ids_nothing_is_said_to_be_by_case) {
    results::ratings all = made_up(20);
    settings s;
    s.replicates = 200;
    const std::vector<agreement::long_rating> raters{{"0", "case of a rater", "a", 1.0}};
    BOOST_TEST(analysis_json(analyse(all, {}, {}, {}, s), true).find(R"("entry")") ==
               std::string::npos);
    for (std::string& id : all.tasks[0].ratings.case_ids)
        id.clear();
    all.tasks[0].ratings.max_scores[0] = 20.0;
    const report r = analyse(all, {}, raters, {}, s);
    const auto notes = footnotes(r);
    BOOST_TEST(!has(notes, "by case"));
    BOOST_TEST(!has(notes, "entries of one case count as one observation"));
    BOOST_TEST(has(notes, "no case ids: entries are taken as independent"));
    BOOST_TEST(row_of(r.cells[0], r, false).scored == "60/60 (—)");
    BOOST_TEST(analysis_json(r, true).find(R"("cases":null,"intervals_by":"entry")") !=
               std::string::npos);
    BOOST_TEST(agreement_csv(r).find("jackknife-t,60,60,") == std::string::npos);
    BOOST_TEST(r.case_sums.empty());
    BOOST_TEST(r.ceiling[0].cases_known); // the raters' own
    BOOST_TEST(!analyse(all, {}, {{"0", {}, "a", 1.0}}, {}, s).ceiling[0].cases_known);
    BOOST_TEST(bias_section(r).rows[0][4] == "—");
}

BOOST_AUTO_TEST_CASE(kappa_by_category_does_not_stand_beside_physicians_by_points) {
    settings s;
    const auto raters = ratings_of(60, {"x", "y", "z"});
    const report by_points = analyse(made_up(20), {}, raters, published(), s);
    BOOST_TEST(row_of(by_points.cells[0], by_points, false).physicians.starts_with("0."));
    BOOST_TEST(row_of(by_points.cells[0], by_points, false).physicians.ends_with(" (60)"));
    s.spacing = agreement::spacing::index;
    const report r = analyse(made_up(20), {}, raters, published(), s);
    BOOST_TEST(row_of(r.cells[0], r, false).physicians == no_figure);
    BOOST_TEST(verdict(r.ceiling[0].judges[0], s).find("): by points, judge") != std::string::npos);
    BOOST_TEST(has(footnotes(r), "steps weighted by category, not by points"));
    BOOST_TEST(!has(footnotes(r), "steps weighted by points"));
    BOOST_TEST(has(footnotes(r), "Physicians' QWK is by points"));
    BOOST_TEST(analysis_json(r, false).find("\"kappa.quadratic.index") != std::string::npos);
    BOOST_TEST(analysis_json(by_points, false).find("\"kappa.quadratic.index.") ==
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(only_physicians_who_share_enough_entries_are_counted) {
    auto raters = ratings_of(45, {"x", "y"});
    for (const auto& each : ratings_of(6, {"z"}))
        raters.push_back(each);
    raters.push_back({"50", "", "x", 1.0});         // by nobody else
    raters.push_back({"0", "", "w", std::nullopt}); // named, with no rating
    const report r = analyse(made_up(20), {}, raters, published(), {});
    BOOST_TEST(r.ceiling[0].compared == 2u);
    BOOST_TEST(r.ceiling[0].entries == 46u);
    BOOST_TEST(r.ceiling[0].shared_entries == 45u);
    const auto& remarks = ceiling_section(r).remarks;
    BOOST_TEST(has(remarks, "task: 2 physicians compared, 45 entries with two or more ratings (2 "
                            "further physicians rated fewer than 30 entries"));
    BOOST_TEST(has(remarks, "Fewer than three physicians"));
    BOOST_TEST(has(remarks, "takes entries as independent"));
    BOOST_TEST(!has(footnotes(r), "publ.:"));
}

BOOST_AUTO_TEST_CASE(published_figures_are_explained_wherever_a_row_has_one) {
    const auto few = ratings_of(20, {"x", "y"}); // too few to say what physicians reach
    const report r = analyse(made_up(20), {}, few, published(), {});
    BOOST_TEST(row_of(r.cells[0], r, false).physicians == "0.70 publ.");
    BOOST_TEST(has(footnotes(r), "publ.: physician against physician as published (a paper)"));
}

BOOST_AUTO_TEST_SUITE_END()
