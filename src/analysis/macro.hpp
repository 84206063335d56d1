// Judges over all tasks: unweighted means, never pooled rows. Over one task they are that task's
// figures, with its intervals.
#pragma once

#include "analysis/judge_pairs.hpp"
#include "analysis/rated_cell.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::analysis {

// What a judge's mean stands on.
struct judged_part {
    std::string task;
    std::size_t n = 0, asked = 0; // what was not asked is no missing score
};

// A task that leaves a mean without a value, or without an interval.
struct lacking_part {
    std::string task;
    std::size_t n = 0;
    std::string reason;
};
// "on r_idea the cases do not differ, …; on cpc_bond …"; "on r_idea and cpc_bond …" for one reason
// that tasks in a row have.
std::string on_tasks(const std::vector<lacking_part>& parts);

struct judge_macro {
    std::string judge;
    std::size_t tasks = 0;
    std::size_t cases = 0;          // each once, however many of the tasks have it
    bool cases_known = true;        // false: some tasks have no case ids
    bool few_cases = false;         // of one of the tasks at least
    std::vector<judged_part> parts; // the tasks it was asked
    std::vector<lacking_part> undefined_on;   // of the main kappa
    std::vector<lacking_part> no_interval_on; // likewise
    std::vector<estimate> statistics; // the main kappa first
    bool errors_of_scale = false; // of `mae`, there where it is primary: shares of the scale, or
                                  // points of the one task
};

std::size_t scored(const judge_macro& m); // entries, of all its tasks

// The primary statistic's mean difference over tasks.
struct macro_difference {
    std::string a, b;
    std::size_t tasks = 0;
    bool of_scale = false; // as judge_pair's
    std::size_t n = 0;     // entries that both scored
    estimate difference;
    std::vector<lacking_part> undefined_on, no_interval_on;
    bool a_is_better = false;
    bool can_be_significant = false; // on one of the tasks at least
    std::optional<double> adjusted_p; // Holm's, of one task; several tasks have none together
};

// How the intervals of means over several tasks are made, whatever the settings say. The second
// where tasks share cases.
inline constexpr std::string_view within_tasks = "jackknife-t within tasks";
inline constexpr std::string_view across_tasks = "jackknife-t across tasks";

// `cells` of entries only, one a judge and task. In the order of first appearance.
std::vector<judge_macro> average_over_tasks(const std::vector<rated_cell>& cells,
                                            const settings& s);
std::vector<macro_difference> average_differences(const std::vector<judge_pair>& pairs,
                                                  const settings& s);

} // namespace preceptron::analysis
