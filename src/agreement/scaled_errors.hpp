// Errors of one judge on comparable scales, e = (score - grade) / max_score, over all of its tasks,
// and where they come from: the answer's author, study, length or quality.
#pragma once

#include "agreement/statistic.hpp"
#include "agreement/task_ratings.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::agreement {

// One an entry that has a grade, a score and a maximum. Names are the ratings' own.
struct scaled_error {
    double error = 0;
    double grade = 0;       // divided by it too
    std::string_view model; // who wrote the answer
    std::string_view study;
    std::size_t study_number = 0; // the same for the same name
    std::size_t task = 0;
    std::uint32_t cluster = 0; // a case, numbered over all tasks: once, where several share it
    bool names_case = true;    // false: the entry has no case id, and is a cluster by itself
    rating characters;         // of the answer
};

// A task and the position of one judge in it.
struct judged_task {
    const task_ratings* ratings; // in points
    std::size_t judge;
    rating maximum{}; // of entries without a positive max_score; without one they are left out
};
std::vector<scaled_error> scaled_errors(std::span<const judged_task> tasks);

// Bias and mean absolute error of a group of entries; intervals by cluster jackknife.
struct group_error {
    std::string group;
    std::size_t n = 0;
    std::size_t cases = 0;
    bool cases_known = true; // false: some are entries without a case id
    statistic bias;
    statistic mean_absolute_error;
    interval_estimate bias_interval;
};
// `groups` names the group of each error; an empty name is in none. By name.
std::vector<group_error> errors_by(std::span<const scaled_error> errors,
                                   std::span<const std::string> groups);

// Groups of errors.
std::vector<std::string> length_quartiles(std::span<const scaled_error> errors); // Q1 .. Q4
// Fifths of the scale: of the grade; and of the mean of grade and score. An error is score less
// grade, so that over grades the grade's own error makes a trend of itself, which mostly cancels
// out over the mean (Bland & Altman 1999).
std::vector<std::string> grade_levels(std::span<const scaled_error> errors);
std::vector<std::string> mean_levels(std::span<const scaled_error> errors);

struct slope_estimate {
    statistic value;
    interval_estimate interval; // cluster jackknife
};

// Change of e with ln(characters): as it is, and at equal grade, of which part or all may come from
// the grade's own error, as of grade_levels.
slope_estimate length_slope(std::span<const scaled_error> errors);
slope_estimate length_slope_at_equal_grade(std::span<const scaled_error> errors);
statistic length_rank_correlation(std::span<const scaled_error> errors); // Spearman

// Whether a judge is kinder to its own family (Zheng et al. 2023; Panickssery et al. 2024): mean e
// of answers by models of `own` less mean e of the others; and the same at equal task, study and
// grade, because families differ in quality: as far as a grade, with its own error, tells quality.
struct self_preference {
    std::size_t own = 0; // entries
    std::size_t others = 0;
    std::size_t own_cases = 0;
    std::size_t other_cases = 0;
    bool cases_known = true; // as group_error's
    slope_estimate difference;
    slope_estimate adjusted;
};
self_preference prefers_itself(std::span<const scaled_error> errors,
                               std::span<const std::string> own_models);

} // namespace preceptron::agreement
