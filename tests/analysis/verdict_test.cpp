// What a verdict beside physicians says of the data it rests on.
#include "analysis/export/analysis_json.hpp"
#include "analysis/figures.hpp"
#include "analysis/made_up_ratings.hpp"
#include "analysis/text/headline_row.hpp"
#include "analysis/text/headline_text.hpp"
#include "analysis/text/sections.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace preceptron;
using namespace preceptron::analysis;
using namespace preceptron::tests;

namespace {

bool json_has(const report& r, std::string_view part) {
    return analysis_json(r, false).find(part) != std::string::npos;
}

} // namespace

BOOST_AUTO_TEST_SUITE(verdicts)

BOOST_AUTO_TEST_CASE(say_how_many_cases_they_rest_on) {
    results::ratings all = made_up(20);
    const auto raters = ratings_of(45, {"x", "y", "z"});
    const report many = analyse(all, {}, raters, {}, quick());
    BOOST_TEST(has(plain_words(many), "; 3 physicians, 45 entries, 15 cases."));
    BOOST_TEST(!has(footnotes(many), few_cases_mark));
    BOOST_TEST(
        json_has(many, R"("entries":45,"cases":15,"intervals_by":"case","few_cases":false)"));

    // All of the raters' entries are of five cases, and the rest of many.
    for (std::size_t i = 0; i < 45; ++i)
        all.tasks[0].ratings.case_ids[i] = "case" + std::to_string(i % 5);
    const report few = analyse(all, {}, raters, {}, quick());
    BOOST_REQUIRE(few.cells[0].cases >= few_cases);
    BOOST_TEST(few.ceiling[0].judges[0].cases == 5u);
    BOOST_TEST(has(plain_words(few), "; 3 physicians, 45 entries, 5 cases†."));
    BOOST_TEST(has(footnotes(few), "† fewer than 10 cases: nominal 95 %, about 87 %"));
    BOOST_TEST(ceiling_section(few).rows[0][3] == "5†");
    BOOST_TEST(has(ceiling_section(few).remarks, "† fewer than 10 cases"));
    BOOST_TEST(json_has(few, R"("entries":45,"cases":5,"intervals_by":"case","few_cases":true)"));
}

BOOST_AUTO_TEST_CASE(count_apart_what_raters_alone_have_graded) {
    results::ratings all = made_up(20);
    all.tasks[0].ratings.grades[0].reset();
    all.tasks[0].ratings.grades[1].reset();
    auto raters = ratings_of(45, {"x", "y", "z"});
    for (agreement::long_rating& each : raters)
        if (each.item == "1")
            each.grade.reset();
    BOOST_TEST(analyse(all, {}, raters, {}, quick()).ceiling.at(0).ungraded == 1u);
}

BOOST_AUTO_TEST_CASE(without_intervals_nothing_is_said_of_these) {
    results::ratings all = made_up(20);
    all.tasks[0].ratings.case_ids.assign(60, "one");
    const report r = analyse(all, {}, ratings_of(45, {"x", "y", "z"}), {}, quick());
    BOOST_REQUIRE(r.ceiling.at(0).judges.at(0).few_cases);
    BOOST_REQUIRE(!r.ceiling[0].judges[0].kappa.interval);
    BOOST_TEST(!has(footnotes(r), "Other intervals"));
    BOOST_TEST(!has(footnotes(r), "nominal 95 %"));
    BOOST_TEST(has(footnotes(r), "† fewer than 10 cases."));
    BOOST_TEST(has(ceiling_section(r).remarks, "† fewer than 10 cases."));
    BOOST_TEST(pairs_section(r).rows.at(0)[4] == "1†");
    BOOST_TEST(has(pairs_section(r).remarks, "† fewer than 10 cases."));
    // A verdict of many cases has one; that of few, which is marked, has none.
    report mixed = analyse(made_up(20), {}, ratings_of(45, {"x", "y", "z"}), {}, quick());
    BOOST_REQUIRE(mixed.ceiling.at(0).judges.at(1).kappa.interval);
    mixed.ceiling[0].judges[0] = r.ceiling[0].judges[0];
    BOOST_TEST(has(footnotes(mixed), "Other intervals: verdicts beside physicians"));
    BOOST_TEST(!has(footnotes(mixed), "nominal 95 %"));
    BOOST_TEST(has(ceiling_section(mixed).remarks, "† fewer than 10 cases."));
}

BOOST_AUTO_TEST_CASE(say_which_physicians_stand_behind_them) {
    results::ratings all = made_up(20);
    auto raters = ratings_of(60, {"x", "y"});
    for (const auto& each : ratings_of(33, {"z"}))
        raters.push_back(each);
    for (std::size_t i = 0; i < 10; ++i) // of the poor judge: 23 are left that z rated, too
        all.tasks[0].repeats[1].scores.at(i, 0).reset();
    const report r = analyse(std::move(all), {}, raters, {}, quick());
    BOOST_TEST(r.ceiling[0].compared == 3u);
    const section s = ceiling_section(r);
    BOOST_TEST(s.rows[0][2] == "3");
    BOOST_TEST(s.rows[1][2] == "2");
    BOOST_TEST(has(plain_words(r), "; 2 physicians, 50 entries, "));
    BOOST_TEST(has(s.remarks, "Fewer than three physicians beside poor: the alternative"));
}

BOOST_AUTO_TEST_CASE(physicians_among_themselves_are_of_the_entries_that_several_graded) {
    auto raters = ratings_of(45, {"x", "y"});
    raters.push_back({"50", "", "x", 1.0}); // by nobody else
    const report r = analyse(made_up(20), {}, raters, {}, quick());
    BOOST_TEST(row_of(r.cells[0], r, false).physicians.ends_with(" (45)"));
    BOOST_TEST(headline_text(r, 110).find("on the 45 entries that several graded") !=
               std::string::npos);
    BOOST_TEST(has(footnotes(r), "who graded at least 30 of the same entries, on these, whose number"));
    BOOST_TEST(json_has(r, R"("entries_of_pairs":45,"cases":15,)"));
}

BOOST_AUTO_TEST_CASE(are_not_called_open_where_nothing_was_compared) {
    const report r = analyse(made_up(20), {}, ratings_of(20, {"x", "y"}), {}, quick());
    BOOST_TEST(ceiling_section(r).rows[0][7] == "not compared");
    BOOST_TEST(json_has(r, R"("standing":"not compared")"));
    BOOST_TEST(!json_has(r, R"("few_cases":true)"));
    BOOST_TEST(
        has(plain_words(r),
            "entries): no physician shares enough entries with others and the judge (30 needed)."));
}

BOOST_AUTO_TEST_CASE(are_marked_where_few_entries_name_their_case) {
    results::ratings all = made_up(20);
    for (std::size_t i = 15; i < 60; ++i) // five cases have a name
        all.tasks[0].ratings.case_ids[i].clear();
    const report r = analyse(all, {}, ratings_of(60, {"x", "y", "z"}), {}, quick());
    BOOST_TEST(r.ceiling[0].judges[0].cases == 50u);
    BOOST_TEST(r.ceiling[0].judges[0].few_cases);
    BOOST_TEST(r.ceiling[0].few_cases);
    BOOST_TEST(has(plain_words(r), "60 entries, 50 cases†."));
}

BOOST_AUTO_TEST_CASE(are_missing_where_the_physicians_rated_other_entries) {
    auto raters = ratings_of(60, {"x", "y"});
    for (auto& each : raters)
        each.item = "other-" + each.item;
    const report r = analyse(made_up(20), {}, raters, {}, quick());
    BOOST_TEST(
        has(plain_words(r), "No verdict: none of the raters' entries is among those analysed."));
    BOOST_TEST(json_has(r, "none of the raters' entries is among those analysed\""));
    BOOST_TEST(!has(plain_words(r), "one physician score per entry"));
}

BOOST_AUTO_TEST_SUITE_END()
