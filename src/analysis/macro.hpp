// Judges over all tasks: unweighted means, never pooled rows.
#pragma once

#include "analysis/judge_pairs.hpp"
#include "analysis/rated_cell.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace preceptron::analysis {

// What a judge's mean stands on.
struct judged_part {
    std::string task;
    std::size_t n = 0, eligible = 0;

    double coverage() const {
        return eligible == 0 ? 0 : static_cast<double>(n) / static_cast<double>(eligible);
    }
};

// A task that leaves a judge without a mean of the main kappa.
struct undefined_part {
    std::string task;
    std::size_t n = 0;
    std::string reason;
};

struct judge_macro {
    std::string judge;
    std::size_t tasks = 0;
    std::vector<judged_part> parts; // the tasks it was asked
    std::vector<undefined_part> undefined_on;
    std::vector<estimate> statistics; // the main kappa first
};

// The primary statistic's mean difference over tasks.
struct macro_difference {
    std::string a, b;
    std::size_t tasks = 0;
    bool of_scale = false; // as judge_pair's
    std::size_t n = 0;     // entries that both scored
    estimate difference;
    bool a_is_better = false;
    bool can_be_significant = false; // on one of the tasks at least
    std::optional<double> adjusted_p; // Holm's, of one task; several tasks have none together
};

// `cells` of entries only, one a judge and task. In the order of first appearance.
std::vector<judge_macro> average_over_tasks(const std::vector<rated_cell>& cells,
                                            const settings& s);
std::vector<macro_difference> average_differences(const std::vector<judge_pair>& pairs,
                                                  const settings& s);

} // namespace preceptron::analysis
