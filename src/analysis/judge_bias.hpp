// Where one judge's errors come from, over all tasks: study, author, length, quality, family; and
// whether it answers the same twice.
#pragma once

#include "agreement/repeats.hpp"
#include "agreement/scaled_errors.hpp"
#include "analysis/author.hpp"
#include "analysis/estimate.hpp"
#include "analysis/settings.hpp"
#include "analysis/task_scale.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace preceptron::analysis {

// Groups smaller than this are listed without figures.
inline constexpr std::size_t least_group_entries = 20;
inline constexpr std::size_t least_group_cases = 5;

constexpr bool enough_for_figures(std::size_t entries, std::size_t cases) {
    return entries >= least_group_entries && cases >= least_group_cases;
}

// "20 entries or 5 cases"; without cases where none is known.
std::string least_group(bool cases_known);

struct judge_bias {
    std::string judge;
    std::size_t without_maximum = 0; // scored entries left out: no max_score, no scale of the task
    // "study", "family", "author", "length", "grade", "mean" of grade and score → its groups
    std::vector<std::pair<std::string, std::vector<agreement::group_error>>> groups;
    agreement::slope_estimate length;
    agreement::slope_estimate length_at_equal_grade;
    agreement::statistic length_spearman;
    std::string family; // of the judge, by settings::families; empty = in none
    std::optional<agreement::self_preference> preference; // with a family; figures as of groups
};

// Beside all that is by grade, or at equal grade.
inline constexpr std::string_view grades_are_uncertain =
    "A grade is itself uncertain: a low one is too low by chance in part, where score less grade "
    "is "
    "then too high, and a high one the other way round. So part or all of a trend over grades, and "
    "of a difference at equal grade, may come from the grades and not from the judge.";

// One a judge. Errors are divided by the entry's max_score, or else by the greatest score of the
// task.
std::vector<judge_bias> find_biases(const results::ratings& all, const task_scales& scales,
                                    const settings& s);

// Whom the group "author" takes for what: all names of graded answers.
author_names find_authors(const results::ratings& all);

struct judge_consistency {
    std::string judge, task;
    std::size_t repeats = 0;
    bool of_scale = false; // scores divided by max_score, as the task's statistics are
    agreement::self_consistency self;
    // agreeing_pairs, all_identical, within_item_sd, and Krippendorff's alpha.interval with repeats
    // as raters
    std::vector<estimate> estimates;
};
// Of the judges and tasks that were asked more than once.
std::vector<judge_consistency> find_consistency(const results::ratings& all, const settings& s);

} // namespace preceptron::analysis
