// Errors as shares of their scale, over all tasks, and the slopes through them: on length, on one's
// own family.
#include "agreement/least_squares.hpp"
#include "agreement/scaled_errors.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

using namespace preceptron::agreement;

BOOST_AUTO_TEST_SUITE(errors_on_one_scale)

BOOST_AUTO_TEST_CASE(a_case_that_tasks_share_is_one_case_of_the_errors) {
    task_ratings t;
    t.judges.push_back({"judge", {}});
    for (int i = 0; i < 24; ++i) {
        t.case_ids.push_back(i < 20 ? "c" + std::to_string(i % 5) : "");
        t.grades.push_back(i % 4);
        t.max_scores.push_back(5.0);
        t.studies.push_back("study");
        t.judges[0].scores.push_back(i % 3);
    }
    task_ratings other = t;
    other.case_ids[0] = "d"; // four of five are the same, and none of those without an id
    const judged_task tasks[] = {{&t, 0}, {&other, 0}};
    const std::vector<scaled_error> errors = scaled_errors(tasks);
    const std::vector<std::string> one(errors.size(), "all");
    BOOST_TEST(errors_by(errors, one).at(0).cases == 5u + 1u + 4u + 4u);
}

BOOST_AUTO_TEST_CASE(an_adjusted_slope_leaves_out_what_others_explain) {
    // y = 2 x + 5 z exactly
    const std::vector<double> x{1, 2, 3, 4, 5, 9}, z{0, 1, 0, 1, 1, 0};
    std::vector<double> y;
    for (std::size_t i = 0; i < x.size(); ++i)
        y.push_back(2 * x[i] + 5 * z[i]);
    const std::vector<double> others[] = {z};
    BOOST_TEST(std::abs(*adjusted_slope(x, y, others) - 2) < 1e-12);
    BOOST_TEST(std::abs(*adjusted_slope(x, y, {}) - 2) > 0.01);
    const std::vector<double> itself[] = {x};
    BOOST_TEST(!adjusted_slope(x, y, itself));
}

BOOST_AUTO_TEST_CASE(kindness_to_ones_own_family_is_found_and_quality_is_not_taken_for_it) {
    task_ratings t;
    t.judges.push_back({"judge", {}});
    for (int i = 0; i < 60; ++i) {
        const bool own = i % 3 == 0;
        const double grade = own ? 6 + i % 4 : 2 + i % 5; // the family's answers are better
        t.models.push_back(own ? "gpt-4" : "other");
        t.studies.push_back(i % 2 ? "s" : "t");
        t.case_ids.push_back("c" + std::to_string(i % 12));
        t.grades.push_back(grade);
        t.max_scores.push_back(10.0);
        t.judges[0].scores.push_back(grade + (own ? 1 : 0));
    }
    const judged_task task{&t, 0};
    const std::string family[] = {"gpt-4"};
    const self_preference kind = prefers_itself(scaled_errors(std::span(&task, 1)), family);
    BOOST_TEST(kind.own == 20u);
    BOOST_TEST(std::abs(*kind.difference.value - 0.1) < 1e-9);
    BOOST_TEST(std::abs(*kind.adjusted.value - 0.1) < 1e-9);
    t.judges[0].scores.assign(t.grades.begin(), t.grades.end());
    const self_preference fair = prefers_itself(scaled_errors(std::span(&task, 1)), family);
    BOOST_TEST(std::abs(*fair.adjusted.value) < 1e-9);
}

// Cases whose answers have no known length tell nothing of the slope.
BOOST_AUTO_TEST_CASE(a_slope_on_length_stands_on_the_cases_of_known_length) {
    std::vector<scaled_error> errors;
    for (std::uint32_t i = 0; i < 30; ++i) {
        scaled_error& e = errors.emplace_back();
        e.error = 0.01 * static_cast<double>(i * 7 % 11);
        e.characters = 100.0 + 40 * (i % 9);
        e.cluster = i % 6;
    }
    const slope_estimate known = length_slope(errors);
    for (std::uint32_t i = 0; i < 60; ++i) {
        scaled_error& e = errors.emplace_back();
        e.error = 0.5;
        e.cluster = 6 + i;
    }
    const slope_estimate beside = length_slope(errors);
    BOOST_TEST(*beside.value == *known.value);
    BOOST_TEST(
        (beside.interval->lo == known.interval->lo && beside.interval->hi == known.interval->hi));
}

BOOST_AUTO_TEST_CASE(a_length_at_the_end_of_a_quartile_is_of_it) {
    std::vector<scaled_error> errors(6);
    for (std::size_t i = 0; i < 5; ++i)
        errors[i].characters = static_cast<double>(i);
    const std::vector<std::string> quartiles = length_quartiles(errors);
    BOOST_TEST(quartiles == (std::vector<std::string>{"Q1", "Q1", "Q2", "Q3", "Q4", ""}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
