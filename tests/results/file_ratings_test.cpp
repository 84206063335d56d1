#include "results/file_ratings.hpp"
#include "results/json_rating_rows.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::results;

namespace {

rating_row row(const char* id, const char* judge, agreement::rating score, const char* epoch = "") {
    rating_row r;
    r.id = id;
    r.case_id = std::string("case of ") + id;
    r.judge = judge;
    r.task = "task";
    r.epoch = epoch;
    r.grade = 3.0;
    r.score = score;
    r.at = "f.csv:" + std::string(id);
    return r;
}

} // namespace

BOOST_AUTO_TEST_SUITE(ratings_of_files)

BOOST_AUTO_TEST_CASE(an_entry_that_one_judge_leaves_out_is_missing_not_ineligible) {
    const auto all = arrange_ratings({row("1", "x", 3.0), row("2", "x", 2.0), row("1", "y", 4.0)});
    BOOST_REQUIRE(all.has_value());
    BOOST_REQUIRE(all->tasks.size() == 1u);
    const rated_task& task = all->tasks[0];
    BOOST_TEST(task.ids.size() == 2u);
    BOOST_TEST(missing_by_class(task, 0).empty());
    BOOST_TEST(missing_by_class(task, 1).at(std::string(no_score)) == 1u);
}

BOOST_AUTO_TEST_CASE(a_result_file_has_a_row_a_repeat) {
    const auto rows = read_json_rows(
        R"([{"id":"1","grade":3,"predicted_score":4,"judge":{"name":"j","scores":[4.0, null]}},)"
        R"({"id":"2","grade":3,"predicted_score":2,"judge":{"name":"j","scores":[2.0]}}])",
        "f.json", "max_score", grades::needed);
    BOOST_REQUIRE(rows.has_value());
    std::string seen;
    for (const rating_row& r : *rows)
        seen += r.id + "/" + r.epoch + "/" + (r.score ? std::to_string(int(*r.score)) : "") + " ";
    BOOST_TEST(seen == "1/1/4 1/2/ 2//2 ");
}

BOOST_AUTO_TEST_CASE(repeats_are_combined_by_the_rule) {
    auto all = arrange_ratings({row("1", "x", 3.0, "1"), row("1", "x", 5.0, "2")});
    BOOST_REQUIRE(all.has_value());
    BOOST_TEST(*all->tasks[0].ratings.judges[0].scores[0] == 3.0);
    use_repeats(*all, repeat_rule::mean);
    BOOST_TEST(*all->tasks[0].ratings.judges[0].scores[0] == 4.0);
}

BOOST_AUTO_TEST_CASE(a_judge_has_its_own_repeats_in_an_order_that_rows_do_not_decide) {
    const auto all = arrange_ratings({row("1", "once", 1.0, "2"), row("1", "often", 10.0, "10"),
                                      row("1", "often", 2.0, "2"), row("1", "never counted", 5.0),
                                      row("2", "often", 3.0, "10.0"), row("2", "once", 1.0, "2")});
    BOOST_REQUIRE(all.has_value());
    const rated_task& task = all->tasks[0];
    BOOST_TEST(task.repeats[0].scores.raters() == 1u);
    BOOST_TEST(*task.ratings.judges[0].scores[0] == 1.0);
    BOOST_TEST(missing_by_class(task, 0).empty());
    BOOST_TEST(task.repeats[1].scores.raters() == 2u);
    BOOST_TEST(*task.ratings.judges[1].scores[0] == 2.0);
    BOOST_TEST(!task.ratings.judges[1].scores[1].has_value());
    BOOST_TEST(*task.repeats[1].scores.at(1, 1) == 3.0);
    BOOST_TEST(task.repeats[2].scores.raters() == 1u);
}

BOOST_AUTO_TEST_CASE(repeats_without_a_name_are_first_and_others_are_in_the_order_people_count_in) {
    const auto all = arrange_ratings({row("1", "x", 4.0, "run10"), row("1", "x", 3.0, "run2"),
                                      row("1", "x", 2.0, "7"), row("1", "x", 1.0, "")});
    BOOST_REQUIRE(all.has_value());
    const agreement::rating_matrix& scores = all->tasks[0].repeats[0].scores;
    BOOST_REQUIRE(scores.raters() == 4u);
    for (std::size_t repeat = 0; repeat < 4; ++repeat)
        BOOST_TEST(*scores.at(0, repeat) == static_cast<double>(repeat + 1));
}

BOOST_AUTO_TEST_CASE(rows_that_contradict_each_other_are_named) {
    rating_row other = row("1", "y", 3.0);
    other.grade = 4.0;
    other.at = "g.csv:9";
    const auto grades = arrange_ratings({row("1", "x", 3.0), other});
    BOOST_REQUIRE(grades.has_error());
    BOOST_TEST(grades.error().message.find("g.csv:9") != std::string::npos);
    BOOST_TEST(grades.error().message.find("f.csv:1") != std::string::npos);
    BOOST_TEST(arrange_ratings({row("1", "x", 3.0), row("1", "x", 4.0)}).has_error());
}

BOOST_AUTO_TEST_CASE(development_cases_are_taken_out_and_counted) {
    auto all = arrange_ratings({row("1", "x", 3.0), row("2", "x", 2.0)});
    BOOST_REQUIRE(all.has_value());
    leave_out_cases(*all, {"case of 1"});
    BOOST_TEST(all->development == 1u);
    BOOST_TEST(all->tasks[0].ids.size() == 1u);
    BOOST_TEST(all->tasks[0].repeats[0].scores.items() == 1u);
}

BOOST_AUTO_TEST_CASE(an_ungraded_entry_of_a_development_case_is_left_out_once) {
    rating_row ungraded = row("3", "x", 1.0);
    ungraded.case_id = "case of 1";
    ungraded.grade.reset();
    auto all = arrange_ratings({row("1", "x", 3.0), row("2", "x", 2.0), ungraded});
    BOOST_REQUIRE(all.has_value());
    leave_out_cases(*all, {"case of 1"});
    BOOST_TEST(all->entries - all->ungraded - all->development == 1u);
    BOOST_TEST(all->development_ids.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_grade_that_one_row_lacks_is_that_of_another) {
    std::vector<rating_row> rows{row("1", "x", 3.0), row("1", "y", 2.0), row("1", "z", 2.0)};
    rows[0].grade.reset();
    rows[2].grade.reset();
    const auto all = arrange_ratings(rows);
    BOOST_REQUIRE(all.has_value());
    BOOST_TEST(*all->tasks[0].ratings.grades[0] == 3.0);
    rows[2].grade = 4.0;
    rows[1].at = "f.csv:second";
    const auto torn = arrange_ratings(rows);
    BOOST_REQUIRE(torn.has_error());
    BOOST_TEST(torn.error().message == "f.csv:1: entry '1' has another grade than at f.csv:second");
}

BOOST_AUTO_TEST_CASE(what_one_row_lacks_is_as_another_has_it) {
    rating_row bare = row("1", "x", 3.0);
    bare.case_id.clear();
    rating_row whole = row("1", "y", 2.0);
    whole.max_score = 5.0;
    whole.study = "a study";
    whole.model = "a model";
    whole.question = "a question";
    whole.characters = 12.0;
    for (const auto& rows : {std::vector{bare, whole}, std::vector{whole, bare}}) {
        const auto all = arrange_ratings(rows);
        BOOST_REQUIRE(all.has_value());
        const agreement::task_ratings& r = all->tasks[0].ratings;
        BOOST_TEST(r.case_ids[0] == "case of 1");
        BOOST_TEST(*r.max_scores[0] == 5.0);
        BOOST_TEST(r.studies[0] == "a study");
        BOOST_TEST(r.models[0] == "a model");
        BOOST_TEST(r.questions[0] == "a question");
        BOOST_TEST(*r.characters[0] == 12.0);
    }
    rating_row other = row("1", "z", 2.0);
    other.case_id = "another";
    const auto torn = arrange_ratings({bare, whole, other});
    BOOST_REQUIRE(torn.has_error());
    BOOST_TEST(torn.error().message.find("another case_id") != std::string::npos);
    other = row("1", "z", 2.0);
    other.max_score = 4.0;
    const auto maxima = arrange_ratings({bare, whole, other});
    BOOST_REQUIRE(maxima.has_error());
    BOOST_TEST(maxima.error().message.find("another max_score") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
