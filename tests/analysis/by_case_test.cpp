// Sums over the questions of a case.
#include "analysis/made_up_ratings.hpp"
#include "analysis/text/sections.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace preceptron;
using namespace preceptron::analysis;
using namespace preceptron::tests;

namespace {

// Two questions a case, of 4 and 6 points: each case's sum is of 10. One answer has no score.
results::ratings of_two_questions(double first = 4, double second = 6) {
    std::vector<results::rating_row> rows;
    for (int i = 0; i < 40; ++i) {
        results::rating_row r;
        r.id = std::to_string(i);
        r.case_id = "case" + std::to_string(i / 2);
        r.question = i % 2 ? "second" : "first";
        r.task = "task";
        r.model = "gpt-4";
        r.judge = "judge";
        r.max_score = i % 2 ? second : first;
        r.grade = i % 4;
        if (i != 0)
            r.score = (i + i / 4) % 4;
        rows.push_back(r);
    }
    return results::arrange_ratings(rows).value();
}

const rated_cell& sums_of(const report& r) {
    BOOST_REQUIRE(r.cells.size() == 2u);
    BOOST_REQUIRE(r.cells[1].by_case);
    return r.cells[1];
}

} // namespace

BOOST_AUTO_TEST_SUITE(sums_of_cases)

BOOST_AUTO_TEST_CASE(a_scale_that_is_declared_for_entries_is_none_of_their_sums) {
    const report plain = analyse(of_two_questions(), {}, {}, {}, quick());
    settings s = quick();
    s.scale = {0, 1, 2, 3, 4, 5};
    task_scales known;
    known["task"].values = {0, 1, 2, 3};
    known["task"].least = 0;
    known["task"].most = 3;
    for (const report& r : {analyse(of_two_questions(), {}, {}, {}, s),
                            analyse(of_two_questions(), known, {}, {}, quick())}) {
        const rated_cell &found = sums_of(r), &wanted = sums_of(plain);
        BOOST_TEST(!found.normalised);
        BOOST_TEST(found.tolerance == "10 % of the scale");
        BOOST_TEST(*find(found.statistics, "within_tolerance")->value ==
                   *find(wanted.statistics, "within_tolerance")->value);
        BOOST_TEST(*found.worst_case[1].value == *wanted.worst_case[1].value);
        BOOST_TEST(found.categories_full == wanted.categories_full);
    }
    // Of a sum that is missing all ten points may be: it is of 1, so 9 off.
    const rated_cell& cell = sums_of(plain);
    const double seen = *find(cell.statistics, "mae")->value * static_cast<double>(cell.n);
    BOOST_TEST(*cell.worst_case[1].value == (seen + 9) / 20, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(maxima_of_entries_that_happen_to_be_alike_are_summed_too) {
    BOOST_TEST(analyse(of_two_questions(5, 5), {}, {}, {}, quick()).cells.size() == 1u);
    task_scales known;
    known["task"].least = 0; // and as its greatest score each entry's own maximum
    const report r = analyse(of_two_questions(5, 5), known, {}, {}, quick());
    BOOST_TEST(sums_of(r).n == 19u);
    BOOST_TEST(!r.cells[0].normalised);
}

BOOST_AUTO_TEST_CASE(without_question_texts_nothing_is_said_of_questions) {
    results::ratings all = of_two_questions();
    BOOST_TEST(has(flow_section(analyse(all, {}, {}, {}, quick())).remarks,
                   "0 with a question missing that another entry of the case has, without a grade "
                   "or a max_score, 0 with a question twice"));
    all.tasks[0].ratings.questions.clear();
    const auto remarks = flow_section(analyse(all, {}, {}, {}, quick())).remarks;
    BOOST_TEST(has(remarks, "0 with fewer entries than most of their case, without a grade or a "
                            "max_score, 0 with more entries than most"));
    BOOST_TEST(!has(remarks, "question"));
}

BOOST_AUTO_TEST_CASE(there_are_none_where_a_double_does_not_hold_them) {
    results::ratings all = of_two_questions(1e308, 1.5e308);
    all.tasks[0].ratings.grades[0] = 1e308;
    all.tasks[0].ratings.grades[1] = 1.5e308;
    const report r = analyse(all, {}, {}, {}, quick());
    BOOST_TEST(r.cells.size() == 1u);
    BOOST_TEST(r.case_sums.empty());
    BOOST_TEST(has(r.notes, "task: without sums over cases, as numbers are too large for them"));
}

BOOST_AUTO_TEST_SUITE_END()
