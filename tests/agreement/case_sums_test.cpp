#include "agreement/case_sums.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron::agreement;

namespace {

// One answer to a question of a case.
void add(task_ratings& t, const char* model, const char* question, rating grade, rating score) {
    t.studies.push_back("goh");
    t.case_ids.push_back("case1");
    t.models.push_back(model);
    t.questions.push_back(question);
    t.grades.push_back(grade);
    t.max_scores.push_back(4.0);
    t.judges[0].scores.push_back(score);
}

task_ratings three_models() {
    task_ratings t;
    t.task = "management";
    t.judges.push_back({"judge", {}});
    add(t, "whole", "q1", 1.0, 2.0);
    add(t, "whole", "q2", 3.0, 3.0);
    add(t, "twice", "q1", 1.0, 2.0);
    add(t, "twice", "q1", 2.0, 2.0);
    add(t, "lacks", "q2", 2.0, 2.0);
    return t;
}

} // namespace

BOOST_AUTO_TEST_SUITE(case_sums_of_answers)

BOOST_AUTO_TEST_CASE(only_groups_with_each_question_once_are_summed) {
    const case_sums sums = sum_by_case(three_models());
    BOOST_TEST(sums.groups == 3u);
    BOOST_TEST(sums.repeated == 1u);
    BOOST_TEST(sums.incomplete == 1u);
    BOOST_TEST(sums.ratings.task == "management.by_case");
    BOOST_TEST(sums.ratings.by_case);
    BOOST_REQUIRE(sums.ratings.size() == 1u);
    BOOST_TEST(*sums.ratings.grades[0] == 4.0);
    BOOST_TEST(*sums.ratings.max_scores[0] == 8.0);
    BOOST_TEST(*sums.ratings.judges[0].scores[0] == 5.0);
}

BOOST_AUTO_TEST_CASE(a_question_without_a_score_leaves_the_group_without_one) {
    task_ratings t = three_models();
    t.judges[0].scores[1] = std::nullopt;
    const case_sums sums = sum_by_case(t);
    BOOST_REQUIRE(sums.ratings.size() == 1u);
    BOOST_TEST(!sums.ratings.judges[0].scores[0].has_value());
}

BOOST_AUTO_TEST_CASE(a_question_without_a_grade_leaves_the_group_out) {
    task_ratings t = three_models();
    t.grades[0] = std::nullopt;
    BOOST_TEST(sum_by_case(t).incomplete == 2u);
}

BOOST_AUTO_TEST_CASE(where_no_group_is_left_cases_do_not_count_as_unknown) {
    task_ratings t = three_models();
    BOOST_TEST(t.names_cases());
    t.grades.assign(t.size(), std::nullopt);
    BOOST_TEST(sum_by_case(t).ratings.names_cases());
    t.case_ids.assign(t.size(), "");
    BOOST_TEST(!t.names_cases());
}

BOOST_AUTO_TEST_CASE(what_has_no_case_is_in_no_sum) {
    task_ratings t = three_models();
    add(t, "whole", "q1", 1.0, 2.0);
    add(t, "whole", "q2", 3.0, 3.0);
    t.case_ids[5] = t.case_ids[6] = "";
    const case_sums sums = sum_by_case(t);
    BOOST_TEST(sums.ratings.size() == 1u);
    BOOST_TEST(sums.groups == 3u);
    BOOST_TEST(sums.without_case == 2u);
}

BOOST_AUTO_TEST_CASE(a_question_without_a_maximum_leaves_the_group_out_where_others_have_one) {
    task_ratings t = three_models();
    t.max_scores[0] = std::nullopt;
    BOOST_TEST(sum_by_case(t).incomplete == 2u);
    t.max_scores.assign(t.size(), std::nullopt);
    BOOST_TEST(sum_by_case(t).incomplete == 1u);
    t.grades[4].reset(); // of what has no grade a maximum says nothing
    t.max_scores[4] = 4.0;
    BOOST_TEST(sum_by_case(t).ratings.size() == 1u);
}

BOOST_AUTO_TEST_CASE(without_questions_most_groups_say_how_many_rows_are_whole) {
    task_ratings t = three_models();
    add(t, "other", "q1", 1.0, 1.0);
    add(t, "other", "q2", 1.0, 1.0);
    t.questions.clear();
    const case_sums sums = sum_by_case(t); // sizes 2, 2, 1, 2
    BOOST_TEST(sums.ratings.size() == 3u);
    BOOST_TEST(sums.incomplete == 1u);
}

BOOST_AUTO_TEST_CASE(of_sizes_that_as_many_groups_have_the_largest_is_whole) {
    task_ratings t = three_models(); // sizes 2, 2, 1
    add(t, "other", "q1", 1.0, 1.0);
    t.questions.clear(); // and 1
    const case_sums sums = sum_by_case(t);
    BOOST_TEST(sums.ratings.size() == 2u);
    BOOST_TEST(sums.incomplete == 2u);
    BOOST_TEST(sums.repeated == 0u);
    BOOST_TEST(!sums.knows_questions);
    BOOST_TEST(sum_by_case(three_models()).knows_questions);
}

BOOST_AUTO_TEST_SUITE_END()
