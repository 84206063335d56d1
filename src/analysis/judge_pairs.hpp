// Judge against judge on the entries that both scored.
#pragma once

#include "agreement/paired.hpp"
#include "analysis/estimate.hpp"
#include "analysis/settings.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace preceptron::analysis {

struct judge_pair {
    std::string task, a, b;
    std::size_t n = 0;
    estimate difference;      // of the primary statistic, a less b
    bool of_scale = false;    // mean errors are shares of the scale, else points
    bool a_is_better = false; // by the estimate
    bool asked_both = true;   // false: one of the two was asked nothing of the task
    std::uint32_t cases = 0;
    bool cases_known = true; // false: no case ids, and each entry counts as one
    double p = 1; // NaN when the difference is undefined
    bool exact = true;
    double smallest_p = 1; // that so many cases can give
    double adjusted_p = 1; // Holm, over all pairs of judges on the task
    double smallest_adjusted_p = 1; // that these pairs, of so many cases each, can give
    std::vector<double> left_out;
    std::vector<std::string> case_ids; // of its cases; empty where there is none

    // As rated_cell's.
    std::uint32_t sure_cases() const {
        const auto unnamed = cases_known ? std::ranges::count(case_ids, std::string()) : 0;
        return cases - static_cast<std::uint32_t>(unnamed);
    }

    // With so few cases, or so many pairs, no difference could be significant at .05.
    bool can_be_significant() const noexcept { return smallest_adjusted_p <= 0.05; }
};

// All pairs on one task. `ratings` in the unit of the task's statistics; `declared`: the scale of
// that unit, as far as it is declared.
std::vector<judge_pair> compare_judges(const agreement::task_ratings& ratings,
                                       const std::vector<double>& declared, const settings& s);

} // namespace preceptron::analysis
