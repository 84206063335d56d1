// Where one judge's errors come from, over all tasks: study, author, length, quality, family; and
// whether it answers the same twice.
#pragma once

#include "agreement/repeats.hpp"
#include "agreement/scaled_errors.hpp"
#include "analysis/author.hpp"
#include "analysis/settings.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace preceptron::analysis {

// Groups smaller than this are listed without figures.
inline constexpr std::size_t least_group_entries = 20;
inline constexpr std::size_t least_group_cases = 5;

struct judge_bias {
    std::string judge;
    // "study", "family", "author", "length", "grade" → its groups
    std::vector<std::pair<std::string, std::vector<agreement::group_error>>> groups;
    agreement::slope_estimate length;
    agreement::slope_estimate length_at_equal_grade;
    std::string family; // of the judge, by settings::families; empty = in none
    std::optional<agreement::self_preference> preference; // with a family
};

// One a judge. Errors are divided by max_score; entries without one are left out.
std::vector<judge_bias> find_biases(const results::ratings& all, const settings& s);

// Whom the group "author" takes for what: all names of graded answers.
author_names find_authors(const results::ratings& all);

struct judge_consistency {
    std::string judge, task;
    std::size_t repeats = 0;
    agreement::self_consistency self;
    agreement::statistic alpha; // Krippendorff, interval: repeats as raters
};
// Of the judges and tasks that were asked more than once.
std::vector<judge_consistency> find_consistency(const results::ratings& all);

} // namespace preceptron::analysis
