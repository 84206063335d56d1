#include "analysis/analysis.hpp"
#include "analysis/export/analysis_json.hpp"
#include "analysis/made_up_ratings.hpp"
#include "analysis/text/sections.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace preceptron;
using namespace preceptron::analysis;
using namespace preceptron::tests;

BOOST_AUTO_TEST_SUITE(missing_score)

BOOST_AUTO_TEST_CASE(missing_scores_are_counted_and_their_worst_case_stands_beside) {
    results::ratings all = made_up(10);
    all.tasks[0].repeats[0].scores.at(0, 0) = std::nullopt;
    const report r = analyse(std::move(all), {}, {}, {}, {});
    BOOST_TEST(r.counts.judgements == 60u);
    BOOST_TEST(r.counts.analysed == 59u);
    BOOST_TEST(r.cells[0].n == 29u);
    BOOST_TEST(*r.cells[0].worst_case[1].value > *find(r.cells[0].statistics, "mae")->value);
    BOOST_TEST(has(missing_section(r).remarks, "It does not bound QWK"));
    BOOST_TEST((missing_section(r).heads[6] == "at most"));
    BOOST_TEST(r.cells[0].worst_case[0].interval.undefined_reason.starts_with("neither"));
    BOOST_TEST(r.cells[0].worst_case[1].interval.undefined_reason == "a bound, not an estimate");
}

BOOST_AUTO_TEST_CASE(what_was_not_asked_is_no_missing_score) {
    results::ratings all = made_up(10);
    for (results::rated_task& task : all.tasks)
        for (std::size_t j = 0; j < 2; ++j) {
            task.ratings.judges[j].unasked.assign(30, false);
            for (std::size_t i = 3; i < 30; ++i) {
                task.ratings.judges[j].unasked[i] = true;
                task.repeats[j].scores.at(i, 0).reset();
            }
        }
    all.tasks[0].repeats[1].missing_class[2] = "refusal";
    all.tasks[0].repeats[1].scores.at(2, 0).reset();
    const report r = analyse(all, {}, {}, {}, {});
    BOOST_TEST((r.counts.asked() == 6u && r.counts.analysed == 5u && !r.counts.unfinished()));
    BOOST_TEST(r.counts.missing.at("not_asked") == 54u);
    BOOST_TEST(*r.cells[0].worst_case[1].value == *find(r.cells[0].statistics, "mae")->value);
    BOOST_TEST(*r.cells[1].worst_case[1].value > *find(r.cells[1].statistics, "mae")->value);
    BOOST_REQUIRE(missing_section(r).rows.size() == 1u);
    BOOST_TEST(missing_section(r).rows[0][2] == "1");
    BOOST_TEST(r.counts.asked_part() ==
               "3 of 30 graded entries were given to the judges: the figures are of these");

    all.tasks[0].ratings.judges[1].unasked[2] = true;
    BOOST_TEST(analyse(all, {}, {}, {}, {}).counts.asked_part() ==
               "5 of 60 judgements were asked for: the figures are of these");
    all.tasks[0].ratings.judges[1].unasked.assign(30, true);
    for (std::size_t i = 0; i < 3; ++i)
        all.tasks[0].repeats[1].scores.at(i, 0).reset();
    BOOST_TEST(analyse(all, {}, {}, {}, {}).counts.asked_part() ==
               "3 of 30 graded entries were given to the judges: the figures are of these");
}

BOOST_AUTO_TEST_CASE(a_task_that_was_left_out_could_have_been_asked) {
    results::ratings all = made_up(10);
    BOOST_TEST(analyse(all, {}, {}, {}, quick()).counts.asked_part().empty());
    all.unknown_tasks["other"] = 12;
    BOOST_TEST(analyse(all, {}, {}, {}, quick()).counts.asked_part().empty());
    BOOST_TEST(analyse(all, {{"other", {}}}, {}, {}, quick()).counts.asked_part() ==
               "30 of 42 graded entries were given to the judges: the figures are of these");
}

BOOST_AUTO_TEST_CASE(a_repeat_that_is_open_is_no_judgement_that_is_still_to_come) {
    results::ratings all = made_up(10);
    for (results::judge_repeats& judge : all.tasks[0].repeats)
        judge.open.assign(30, false);
    all.tasks[0].repeats[1].open[4] = true;
    BOOST_TEST(has(analyse(all, {}, {}, {}, {}).notes,
                   "not finished: repeats of 1 of 60 judgements are still to come"));
    all.tasks[0].repeats[1].open[2] = true;
    all.tasks[0].repeats[1].scores.at(2, 0).reset();
    const report r = analyse(all, {}, {}, {}, {});
    BOOST_TEST((r.counts.still_to_come == 1u && r.counts.repeats_to_come == 1u));
    BOOST_TEST(r.counts.analysed + r.counts.still_to_come == 60u);
    BOOST_TEST(has(r.notes, "1 of 60 judgements are still to come, and repeats of 1 other"));
}

BOOST_AUTO_TEST_CASE(entries_without_a_grade_are_counted_in_a_note) {
    results::ratings all = made_up(10);
    all.ungraded = 2;
    BOOST_TEST(has(analyse(all, {}, {}, {}, quick()).notes,
                   "2 entries have no grade and are in no figure"));
    BOOST_TEST(!has(analysed(10).notes, "no grade"));
    results::ratings counted_apart = all;
    counted_apart.ungraded = 4;
    counted_apart.bad_grades = 2;
    BOOST_TEST(has(analyse(counted_apart, {}, {}, {}, quick()).notes,
                   "4 entries have no grade (2 have one that is no number) and are in no figure"));
    counted_apart.ungraded_unjudged = 1;
    BOOST_TEST(has(analyse(counted_apart, {}, {}, {}, quick()).notes,
                   "4 entries have no grade (2 have one that is no number, 1 is of tasks that are "
                   "not judged) and are in no figure"));
    for (const std::size_t i : {3U, 4U})
        all.tasks[0].ratings.grades[i].reset();
    const auto notes_beside = [&](std::vector<agreement::long_rating> raters) {
        return analyse(all, {}, raters, {}, quick()).notes;
    };
    BOOST_TEST(std::ranges::count(notes_beside({{"0", {}, "a", 1.0}, {"3", {}, "a", {}}}),
                                  "2 entries have no grade and are in no figure") == 1);
    BOOST_TEST(has(notes_beside({{"0", {}, "a", 1.0}, {"3", {}, "a", 1.0}}),
                   "2 entries have no grade and are in no figure, but for 1 that is in those "
                   "beside the raters"));
    BOOST_TEST(has(notes_beside({{"4", {}, "a", 1.0}, {"3", {}, "a", 1.0}}),
                   "2 entries have no grade and are in no figure but those beside the raters"));
}

// An entry of another maximum than all others, which has scores and no grade.
BOOST_AUTO_TEST_CASE(an_entry_without_a_grade_says_nothing_of_the_unit) {
    results::ratings all = made_up(10);
    all.tasks[0].ratings.grades[0].reset();
    const report without = analyse(all, {}, {}, {}, quick());
    all.tasks[0].ratings.max_scores[0] = 3.0; // before all others', and less
    for (const double most : {3.0, 30.0}) {
        all.tasks[0].ratings.max_scores[0] = most;
        for (const char* const primary : {"qwk", "mae"}) {
            settings s = quick();
            s.primary = primary;
            const report r = analyse(all, {}, {}, {}, s);
            BOOST_TEST(!r.cells[0].normalised);
            BOOST_TEST(*r.cells[0].kappa == *without.cells[0].kappa);
            BOOST_TEST(*r.cells[0].error_divisor == 10.0);
            for (std::size_t i = 0; i < r.cells[0].statistics.size(); ++i)
                BOOST_TEST((r.cells[0].statistics[i].value.value ==
                            without.cells[0].statistics[i].value.value),
                           r.cells[0].statistics[i].name);
            BOOST_TEST((r.bias[0].groups[3].second.at(0).bias.value ==
                        without.bias[0].groups[3].second.at(0).bias.value));
        }
    }
    task_scales known; // a rubric of ten points, which all graded entries have
    known["task"].values = {0, 2, 4, 6, 8, 10};
    known["task"].least = 0;
    known["task"].most = 10;
    BOOST_TEST(analyse(all, known, {}, {}, quick()).cells[0].categories_full.size() > 0u);
    // Beside the raters it has its place, in shares of its own scale.
    std::vector<agreement::long_rating> raters = ratings_of(30, {"x", "y"});
    BOOST_TEST(analyse(all, {}, raters, {}, quick()).ceiling.at(0).normalised);
    std::erase_if(raters, [](const auto& each) { return each.item == "0"; });
    BOOST_TEST(!analyse(all, {}, raters, {}, quick()).ceiling.at(0).normalised);
}

BOOST_AUTO_TEST_CASE(a_score_of_a_later_repeat_stands_for_no_first_one_and_is_noted) {
    results::ratings all = made_up(10);
    agreement::rating_matrix twice(30, 2);
    for (std::size_t i = 0; i < 30; ++i)
        twice.at(i, 0) = twice.at(i, 1) = all.tasks[0].repeats[1].scores.at(i, 0);
    twice.at(4, 0).reset();
    twice.at(7, 0).reset();
    twice.at(7, 1).reset();
    all.tasks[0].repeats[1].scores = twice;
    settings s = quick();
    const report first = analyse(all, {}, {}, {}, s);
    BOOST_TEST((first.cells[1].n == 28u && first.counts.only_later_repeats == 1u));
    BOOST_TEST(has(first.notes, "1 judgement is left out: the first repeat has no score"));
    s.repeats = results::repeat_rule::mean;
    const report mean = analyse(all, {}, {}, {}, s);
    BOOST_TEST((mean.cells[1].n == 29u && mean.counts.only_later_repeats == 0u));
    BOOST_TEST(!has(mean.notes, "left out"));
}

BOOST_AUTO_TEST_CASE(without_a_maximum_an_entry_is_left_out_and_counted_where_maxima_differ) {
    results::ratings all = made_up(10);
    std::vector<agreement::rating>& most = all.tasks[0].ratings.max_scores;
    for (std::size_t i = 0; i < most.size(); i += 2)
        most[i] = std::nullopt;
    const std::vector<agreement::long_rating> raters{{"0", {}, "a", 1.0}, {"1", {}, "a", 1.0}};
    BOOST_TEST(analyse(all, {}, {}, {}, {}).counts.eligible == 30u); // all others are 10
    most[1] = 20.0;
    const report r = analyse(std::move(all), {}, raters, {}, {});
    BOOST_TEST(r.counts.without_maximum == 15u);
    BOOST_TEST(r.counts.eligible == 15u);
    BOOST_TEST(r.counts.analysed == 30u);
    BOOST_TEST(r.cells[0].eligible == 15u);
    BOOST_TEST(r.cells[0].n == 15u);
    BOOST_TEST(missing_section(r).rows.empty());
    BOOST_TEST(flow_section(r).rows[1][1] == "-15");
    BOOST_TEST(analysis_json(r, true).find(R"("no_max_score":15)") != std::string::npos);
    BOOST_TEST(r.ceiling[0].entries == 1u);
}

BOOST_AUTO_TEST_CASE(what_a_judge_could_have_given_is_by_its_own_scale) {
    results::ratings all = made_up(10); // grades from 0 to 6, the first of them 0
    all.tasks[0].repeats[0].scores.at(0, 0) = std::nullopt;
    task_scales known;
    known["task"].least = 0;
    known["task"].most = 10;
    known["task"].asked = true;
    const double by_task = *analyse(all, known, {}, {}, quick()).cells[0].worst_case[1].value;
    known["task"].own_ends["good"] = {0, 16};
    const report r = analyse(all, known, {}, {}, quick());
    BOOST_TEST(*r.cells[0].worst_case[1].value == by_task + 6.0 / 30,
               boost::test_tools::tolerance(1e-12));
    known["task"].own_ends["good"] = {0, std::nullopt}; // each entry's maximum, which is 10
    BOOST_TEST(*analyse(all, known, {}, {}, quick()).cells[0].worst_case[1].value == by_task);
}

BOOST_AUTO_TEST_SUITE_END()
