// Where errors come from, and whether a judge answers the same twice.
#include "analysis/export/analysis_json.hpp"
#include "analysis/made_up_ratings.hpp"
#include "analysis/text/sections.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <string>

using namespace preceptron;
using namespace preceptron::analysis;
using namespace preceptron::tests;

namespace {

settings with_families() {
    settings s;
    s.replicates = 200;
    s.families = {{"own", {"good", "gpt-4"}}};
    return s;
}

// Scores of the judge "good": so much more than the grade for its family's answers, less for
// others.
results::ratings kind_by(double own, double others, int cases = 20) {
    results::ratings all = made_up(cases);
    results::rated_task& task = all.tasks[0];
    for (std::size_t i = 0; i < task.ids.size(); ++i)
        task.repeats[0].scores.at(i, 0) = *task.ratings.grades[i] +
                                          (task.ratings.models[i] == "gpt-4" ? own : others) +
                                          static_cast<double>(i % 5) / 10;
    return all;
}

std::vector<std::string> remarks_of(results::ratings all) {
    return bias_section(analyse(std::move(all), {}, {}, {}, with_families())).remarks;
}

} // namespace

BOOST_AUTO_TEST_SUITE(bias)

BOOST_AUTO_TEST_CASE(preference_is_a_difference_of_the_judges_bias) {
    const auto kind = remarks_of(kind_by(1, 0));
    BOOST_TEST(has(kind, "good is of the family own: its bias (score less grade) on its own "
                         "family's 30 answers less that on the other 30, with a 95 % interval by "
                         "case, is +10.0 ["));
    BOOST_TEST(has(kind, "% of the scale, more lenient to its own family; at equal task"));
    // Its own family gets more of the scale all the same: the answers are better.
    results::ratings better = kind_by(-1, 0);
    for (std::size_t i = 0; i < 60; ++i)
        if (better.tasks[0].ratings.models[i] == "gpt-4") {
            better.tasks[0].ratings.grades[i] = *better.tasks[0].ratings.grades[i] + 3;
            better.tasks[0].repeats[0].scores.at(i, 0) =
                *better.tasks[0].repeats[0].scores.at(i, 0) + 3;
        }
    const auto strict = remarks_of(std::move(better));
    BOOST_TEST(has(strict, "is -10.0 ["));
    BOOST_TEST(has(strict, "% of the scale, stricter to its own family; at equal task"));
    BOOST_TEST(!has(strict, "lenient"));
    BOOST_TEST(has(remarks_of(kind_by(0.01, 0)), "of the scale, and 0 is in the interval"));
}

BOOST_AUTO_TEST_CASE(preference_has_no_figures_where_groups_have_none) {
    const auto few = remarks_of(kind_by(1, 0, 10)); // 15 answers of each
    BOOST_TEST(has(few, "whether it is kinder to its own (15 answers, others 15) cannot be said: "
                        "fewer than 20 entries or 5 cases."));
    BOOST_TEST(!has(few, "lenient"));
}

BOOST_AUTO_TEST_CASE(the_slope_on_length_is_per_doubling) {
    results::ratings all = made_up(20);
    results::rated_task& task = all.tasks[0];
    BOOST_TEST(!has(remarks_of(all), "twice as long")); // no lengths
    task.ratings.characters.resize(60);
    for (std::size_t i = 0; i < 60; ++i) {
        const double doublings = static_cast<double>(i % 4);
        task.ratings.characters[i] = 100 * std::exp2(doublings);
        task.repeats[0].scores.at(i, 0) = *task.ratings.grades[i] + doublings * 0.2;
    }
    BOOST_TEST(has(remarks_of(all), "good: for an answer twice as long the bias changes by +2.0"));
}

BOOST_AUTO_TEST_CASE(without_a_maximum_the_scale_of_the_task_serves) {
    results::ratings all = made_up(20);
    for (agreement::rating& most : all.tasks[0].ratings.max_scores)
        most.reset();
    settings s;
    s.replicates = 200;
    const report none = analyse(all, {}, {}, {}, s);
    BOOST_TEST(none.bias[0].without_maximum == 60u);
    const auto sections = detail_sections(none);
    BOOST_TEST(std::ranges::any_of(sections, [](const section& x) {
        return has(x.remarks, "good: 60 scored entries are not in this table");
    }));
    BOOST_TEST(analysis_json(none, false).find(R"("judge":"good","no_max_score":60)") !=
               std::string::npos);
    task_scales scales;
    scales["task"].most = 10;
    const report r = analyse(all, scales, {}, {}, s);
    BOOST_TEST(r.bias[0].without_maximum == 0u);
    const report same = analyse(made_up(20), {}, {}, {}, s);
    BOOST_TEST(*r.bias[0].groups[1].second[0].bias == *same.bias[0].groups[1].second[0].bias);
    all.tasks[0].ratings.max_scores[0] = 10.0; // and of one, who says what the others have
    BOOST_TEST(analyse(all, {}, {}, {}, s).bias[0].without_maximum == 0u);

    // Of another task's entries nothing is known: they are missed by name.
    all.tasks.push_back(all.tasks[0]);
    all.tasks[1].ratings.task = "no maximum";
    all.tasks[1].ratings.max_scores.assign(60, std::nullopt);
    const report part = analyse(std::move(all), {}, {}, {}, s);
    BOOST_TEST(part.bias[0].without_maximum == 60u);
    BOOST_TEST(has(bias_section(part).remarks, "good: 60 scored entries are not in this table"));
}

BOOST_AUTO_TEST_CASE(repeats_are_compared_in_the_unit_of_the_task) {
    std::vector<results::rating_row> rows;
    for (int i = 0; i < 40; ++i)
        for (int epoch = 0; epoch < 2; ++epoch) {
            results::rating_row r;
            r.id = std::to_string(i);
            r.case_id = std::to_string(i / 4);
            r.task = "task";
            r.judge = "judge";
            r.epoch = std::to_string(epoch);
            r.max_score = i % 2 ? 4.0 : 40.0;
            r.grade = *r.max_score * 0.2 * (i % 5);
            r.score = *r.max_score * (0.2 * (i % 5) + (epoch == 0 ? 0.0 : 0.1)); // a tenth apart
            rows.push_back(r);
        }
    settings s;
    s.replicates = 200;
    const report r = analyse(results::arrange_ratings(rows).value(), {}, {}, {}, s);
    BOOST_REQUIRE(r.consistency.size() == 1u);
    BOOST_TEST(std::abs(*r.consistency[0].self.within_item_sd - 0.1 / std::sqrt(2.0)) < 1e-12);
    const section table = consistency_section(r);
    BOOST_TEST(table.rows[0][3] == "40");
    BOOST_TEST(table.rows[0][6] == "0.071");
    BOOST_TEST(table.rows[0][7] == "of scale");
    BOOST_TEST(analysis_json(r, false).find(R"("normalised":true,"unit":"shares of the scale")") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_grade_any_number_of_times_its_maximum_is_of_the_highest_fifth) {
    results::ratings all = made_up(10);
    for (std::size_t i = 0; i < 30; ++i)
        all.tasks[0].ratings.grades[i] = 1e10;
    const judge_bias b = analyse(all, {}, {}, {}, quick()).bias.at(0);
    for (const auto& [by, groups] : b.groups)
        if (by == "grade" || by == "mean") {
            BOOST_REQUIRE(groups.size() == 1u);
            BOOST_TEST(groups[0].group == "80-100 %", by);
        }
}

BOOST_AUTO_TEST_SUITE_END()
