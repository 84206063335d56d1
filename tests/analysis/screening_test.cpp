// Scores and maxima that cannot be, cases without a name, and bounds where no scale is known.
#include "analysis/export/agreement_csv.hpp"
#include "analysis/export/analysis_json.hpp"
#include "analysis/made_up_ratings.hpp"
#include "analysis/text/headline_row.hpp"
#include "analysis/text/headline_text.hpp"
#include "analysis/text/sections.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <variant>
#include <vector>

using namespace preceptron;
using namespace preceptron::analysis;
using namespace preceptron::tests;
using agreement::task_ratings;

namespace {

const task_scales bond{{"task", {{0, 2, 2.5, 3, 3.5, 4, 4.5, 5}, 0, 5, 1, false}}};

// Twelve cases of six entries, whose judge is right, but for some scores.
results::ratings right_but(const std::vector<std::pair<std::size_t, std::optional<double>>>& some) {
    std::vector<results::rating_row> rows;
    add_task(rows, "task", "judge",
             [](int, int grade) -> std::optional<double> { return grade == 1 ? 2 : grade; });
    for (const auto& [i, score] : some)
        rows[i].score = score;
    return results::arrange_ratings(rows).value();
}

estimate worst(const report& r, std::string_view name) {
    return *find(r.cells[0].worst_case, name);
}

} // namespace

BOOST_AUTO_TEST_SUITE(ratings_that_cannot_be_used_as_they_stand)

BOOST_AUTO_TEST_CASE(a_score_off_the_rubric_is_missing_and_named) {
    const report r = analyse(right_but({{8, 99.0}, {14, 1.0}}), bond, {}, {}, {});
    BOOST_TEST(r.cells[0].n == 70u);
    BOOST_TEST(r.cells[0].missing.at("out_of_scale") == 2u);
    BOOST_TEST(r.counts.missing.at("out_of_scale") == 2u);
    BOOST_TEST(has(r.notes, "task: 2 of the judges' scores are off the scale and count as missing "
                            "(out_of_scale): task8, task14"));
    // The physicians' 1 occurs, though it is none of the rubric's either; the judge's 99 does not.
    BOOST_TEST(
        (r.cells[0].categories_full == std::vector<double>{0, 1, 2, 2.5, 3, 3.5, 4, 4.5, 5}));
}

BOOST_AUTO_TEST_CASE(a_score_off_the_rubric_of_an_entry_without_a_grade_is_in_no_count) {
    results::ratings all = right_but({{8, 99.0}, {14, 1.0}});
    all.tasks[0].ratings.grades[8].reset();
    const report r = analyse(all, bond, {}, {}, quick());
    BOOST_TEST(r.counts.missing.at("out_of_scale") == 1u);
    BOOST_TEST(has(r.notes, "task: 1 of the judges' scores is off the scale and counts as missing "
                            "(out_of_scale): task14"));
    all.tasks[0].ratings.grades[14].reset();
    BOOST_TEST(!has(analyse(all, bond, {}, {}, quick()).notes, "off the scale"));
}

BOOST_AUTO_TEST_CASE(a_grade_beyond_the_scale_is_named_and_counts_as_it_stands) {
    const char* const said = "of the grades is below or above the scores of the task and counts as "
                             "it stands, so that no judge can agree: task8";
    results::ratings all = right_but({});
    BOOST_TEST(!has(analyse(all, bond, {}, {}, quick()).notes, "of the grades"));
    all.tasks[0].ratings.grades[8] = 99.0;
    const report r = analyse(all, bond, {}, {}, quick());
    BOOST_TEST(has(r.notes, std::string("task: 1 ") + said));
    BOOST_TEST(r.cells[0].n == 72u);
    BOOST_TEST(*find(r.cells[0].statistics, "bias")->value < -1.0);
    all.tasks[0].ratings.grades[9] = -1.0;
    BOOST_TEST(has(analyse(all, bond, {}, {}, quick()).notes, "task: 2 of the grades are below or "
                                                              "above the scores of the task and "
                                                              "count as they stand"));
    all.tasks[0].ratings.grades[9].reset();
    settings wide = quick();
    wide.scale = {0, 5, 99};
    BOOST_TEST(!has(analyse(all, bond, {}, {}, wide).notes, "of the grades"));
    task_scales asked = bond;
    asked["task"].asked = true;
    BOOST_TEST(has(analyse(all, asked, {}, {}, quick()).notes, said));
    asked["task"].own_ends["judge"] = {0, 99};
    BOOST_TEST(!has(analyse(all, asked, {}, {}, quick()).notes, "of the grades"));
    all.tasks[0].ratings.max_scores.clear();
    BOOST_TEST(!has(analyse(all, {}, {}, {}, quick()).notes, "of the grades")); // of no known scale
}

BOOST_AUTO_TEST_CASE(a_repeat_off_the_scale_is_not_averaged) {
    std::vector<results::rating_row> rows;
    add_task(rows, "task", "judge", [](int, int grade) -> std::optional<double> { return grade; });
    std::vector<results::rating_row> again = rows;
    for (results::rating_row& row : again)
        row.epoch = "2";
    again[5].score = 50.0;
    rows.insert(rows.end(), again.begin(), again.end());
    settings s;
    s.repeats = results::repeat_rule::mean;
    const report r = analyse(results::arrange_ratings(rows).value(), {}, {}, {}, s);
    BOOST_TEST(r.cells[0].n == 72u);
    BOOST_TEST(*find(r.cells[0].points, "mae")->value == 0.0);
}

BOOST_AUTO_TEST_CASE(a_rubric_of_another_maximum_is_not_that_of_the_entries) {
    results::ratings all = right_but({{8, 9.0}, {14, 11.0}});
    all.tasks[0].ratings.max_scores.assign(72, 10.0);
    const report r = analyse(all, bond, {}, {}, {});
    BOOST_TEST(has(r.notes, "task: 1 of the judges' scores is off the scale and counts"));
    BOOST_TEST(r.cells[0].n == 71u); // 11 of 10 is none anywhere
    settings s;
    s.scale = {0, 2, 3, 4, 5, 9, 11};
    BOOST_TEST(analyse(all, bond, {}, {}, s).cells[0].n == 72u);
    s.scale = {0, 1, 2, 3, 4, 5};
    BOOST_TEST(analyse(all, bond, {}, {}, s).cells[0].n == 70u);
    BOOST_TEST(!has(analyse(all, bond, {}, {}, s).notes, "--scale"));
    all.tasks[0].ratings.max_scores[0] = 20.0; // one scale for all there is no longer
    BOOST_TEST(analyse(all, bond, {}, {}, s).cells[0].n == 71u);
    const char* const unused = "task: --scale does not count, as the entries differ in max_score";
    BOOST_TEST(has(analyse(all, bond, {}, {}, s).notes, unused));
    BOOST_TEST(!has(analyse(all, bond, {}, {}, quick()).notes, "--scale"));
}

BOOST_AUTO_TEST_CASE(half_points_that_graders_gave_are_of_the_scale) {
    const task_scales plan{{"task", {{0, 1, 2, 3, 4, 5}, 0, 5, 1, false}}};
    results::ratings all = right_but({{8, 1.5}, {14, 2.5}});
    all.tasks[0].ratings.grades[20] = 1.5;
    const report r = analyse(all, plan, {}, {}, {});
    BOOST_TEST(r.cells[0].n == 71u); // the 2.5 no grader gave
    BOOST_TEST(has(r.notes, "(out_of_scale): task14"));
}

BOOST_AUTO_TEST_CASE(a_half_point_stands_between_two_scores_of_the_rubric) {
    results::ratings all = right_but({{8, 0.5}, {14, 1.5}});
    all.tasks[0].ratings.grades[20] = 0.5; // 1 is none
    all.tasks[0].ratings.grades[21] = 1.5;
    BOOST_TEST(analyse(all, bond, {}, {}, quick()).cells[0].n == 70u);
}

BOOST_AUTO_TEST_CASE(what_a_run_asked_for_is_of_its_scale) {
    task_scales asked = bond;
    asked["task"].asked = true;
    results::ratings all = right_but({{8, 5.0}, {9, std::nullopt}});
    all.tasks[0].ratings.max_scores.assign(72, 4.0);
    const report r = analyse(all, asked, {}, {}, {});
    BOOST_TEST(r.cells[0].n == 71u);
    BOOST_TEST(worst(r, "mae").value.value.has_value());
    BOOST_TEST(analyse(all, bond, {}, {}, {}).cells[0].n < 70u);
}

BOOST_AUTO_TEST_CASE(of_what_a_run_asked_for_only_the_range_of_its_scale_counts) {
    task_scales asked = bond;
    asked["task"].asked = true;
    results::ratings all = right_but({{8, 99.0}, {9, 1.5}, {14, -1.0}});
    const report r = analyse(all, asked, {}, {}, {});
    BOOST_TEST(r.cells[0].n == 70u); // 1.5 was accepted once
    BOOST_TEST(has(r.notes, "task: 2 of the judges' scores are off the scale and count as missing "
                            "(out_of_scale): task8, task14"));
    asked["task"].own_ends["judge"] = {0, 99}; // by a task file of its own
    BOOST_TEST(analyse(all, asked, {}, {}, {}).cells[0].n == 71u);
    asked["task"].own_ends["judge"] = {-1, std::nullopt}; // each entry's maximum is the end
    all.tasks[0].ratings.max_scores.assign(72, 10.0);
    BOOST_TEST(analyse(all, asked, {}, {}, {}).cells[0].n == 71u);
}

// Of a scale from 0 to 10, although the program knows another rubric by the task's name.
BOOST_AUTO_TEST_CASE(raters_and_bounds_go_by_the_entries_own_maximum) {
    results::ratings all = right_but({{8, 9.0}, {0, std::nullopt}});
    task_ratings& r = all.tasks[0].ratings;
    r.max_scores.assign(72, 10.0);
    r.grades[0] = 2;
    const auto grade_of = [](double grade) {
        return std::vector<agreement::long_rating>{{"task8", {}, "a", grade}};
    };
    const report ten = analyse(all, bond, grade_of(9), {}, quick());
    BOOST_TEST(ten.ceiling.at(0).entries == 1u);
    BOOST_TEST(analyse(all, bond, grade_of(11), {}, quick()).ceiling.empty());
    const report five = analyse(all, {}, {}, {}, quick());
    BOOST_TEST(*worst(ten, "mae").value == *worst(five, "mae").value);
    BOOST_TEST(ten.cells[0].categories_full.empty()); // the rubric is not theirs
    // Where maxima differ, `scale` is of nobody.
    r.max_scores[1] = 20;
    settings s = quick();
    s.scale = {0, 1, 2, 3, 4, 5};
    BOOST_TEST(analyse(all, bond, grade_of(9), {}, s).ceiling.at(0).entries == 1u);
}

BOOST_AUTO_TEST_CASE(a_negative_grade_whose_score_is_missing_shows_that_0_is_no_end) {
    results::ratings all = right_but({{8, std::nullopt}});
    all.tasks[0].ratings.max_scores.assign(72, 10.0);
    BOOST_TEST(worst(analyse(all, {}, {}, {}, {}), "mae").value.value.has_value());
    all.tasks[0].ratings.grades[8] = -3;
    BOOST_TEST(!worst(analyse(all, {}, {}, {}, {}), "mae").value.value.has_value());
}

BOOST_AUTO_TEST_CASE(a_maximum_that_is_not_above_0_is_unknown) {
    for (const double most : {0.0, -5.0}) {
        results::ratings all = right_but({{8, std::nullopt}});
        all.tasks[0].ratings.max_scores.assign(72, most);
        const report r = analyse(all, {}, {}, {}, {});
        BOOST_TEST(r.cells[0].n == 71u);
        BOOST_TEST(r.cells[0].tolerance.empty());
        BOOST_TEST(!find(r.cells[0].statistics, "within_tolerance")->value);
        BOOST_TEST(!worst(r, "mae").value);
        BOOST_TEST(has(r.notes, "task: the max_score of 72 entries is not above 0 and counts as "
                                "unknown: task0, task1"));
    }
}

BOOST_AUTO_TEST_CASE(without_a_scale_missing_scores_have_no_bound_but_can_disagree) {
    std::vector<results::rating_row> rows;
    add_task(rows, "task", "judge", [](int i, int) -> std::optional<double> {
        return i < 36 ? std::optional(2.0) : std::nullopt;
    });
    for (results::rating_row& row : rows) {
        row.max_score.reset();
        row.grade = 2.0;
    }
    report r = analyse(results::arrange_ratings(rows).value(), {}, {}, {}, {});
    BOOST_TEST(!worst(r, "mae").value);
    BOOST_TEST(!worst(r, "kappa.quadratic.value").value);
    BOOST_TEST(worst(r, "mae").value.undefined_reason.starts_with("the scale is not known"));
    BOOST_TEST(*worst(r, "exact_agreement").value == 0.5);
    BOOST_TEST(missing_section(r).rows[0][6] == no_figure);
    BOOST_TEST(has(missing_section(r).remarks, "nothing bounds MAE"));
    // Of all rows that were asked, and their cases, not of the complete pairs.
    const std::string csv = agreement_csv(r);
    BOOST_TEST(csv.find("judge,task,worst_case.exact_agreement,0.5,,,,72,12,") != csv.npos);
    BOOST_TEST(csv.find("judge,task,mae,0.0,,,,36,6,") != csv.npos);

    for (results::rating_row& row : rows)
        row.max_score = 5.0;
    r = analyse(results::arrange_ratings(rows).value(), {}, {}, {}, {});
    BOOST_TEST(*worst(r, "mae").value == 1.5);
    rows[0].score = -1.0; // off a scale from 0 to 5
    r = analyse(results::arrange_ratings(rows).value(), {}, {}, {}, {});
    BOOST_TEST(r.cells[0].missing.at("out_of_scale") == 1U);
    rows[1].grade = -1.0; // then it does not begin at 0
    r = analyse(results::arrange_ratings(rows).value(), {}, {}, {}, {});
    BOOST_TEST(r.cells[0].missing.count("out_of_scale") == 0U);
    BOOST_TEST(!worst(r, "mae").value);
}

BOOST_AUTO_TEST_CASE(entries_without_a_case_are_said_and_bring_no_bootstrap) {
    results::ratings all = made_up(50);
    std::vector<std::string>& cases = all.tasks[0].ratings.case_ids;
    for (std::size_t i = 9; i < cases.size(); ++i)
        cases[i].clear();
    const report r = analyse(all, {}, {}, {}, quick());
    BOOST_TEST(r.cells[0].cases == 144u);
    BOOST_TEST(r.cells[0].unnamed_cases == 141u);
    BOOST_TEST(find(r.cells[0].statistics, "mae")->method == "jackknife-t");
    BOOST_TEST(r.pairs[0].difference.method == "jackknife-t");
    BOOST_TEST(row_of(r.cells[0], r, false).scored == "150/150 (144)†");
    BOOST_TEST(has(footnotes(r), "† fewer than 10 cases"));
    BOOST_TEST(has(r.notes, "task: 141 of 150 entries have no case_id and count as a case each"));
    BOOST_TEST(analysis_json(r, true).find(R"("without_case_id":141)") != std::string::npos);
    BOOST_TEST(bias_section(r).rows[0][4] == no_figure);

    const report whole = analyse(made_up(50), {}, {}, {}, quick());
    BOOST_TEST(!has(whole.notes, "case_id"));
    BOOST_TEST(find(whole.cells[0].statistics, "mae")->method == "bca");
    settings chosen = quick();
    chosen.intervals = interval_choice::percentile;
    BOOST_TEST(find(analyse(all, {}, {}, {}, chosen).cells[0].statistics, "mae")->method ==
               "percentile");
}

BOOST_AUTO_TEST_SUITE_END()
