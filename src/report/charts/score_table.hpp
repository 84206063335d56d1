// Grades against scores of one cell, as the drawings need them.
#pragma once

#include "agreement/pair_statistics.hpp"
#include "analysis/rated_cell.hpp"

#include <optional>
#include <vector>

namespace preceptron::report {

struct score_table {
    std::vector<double> values;      // of rows and columns, ascending
    agreement::count_table counts;   // rows are grades
    std::optional<double> bin_width; // each value stands for itself and what lies less above it

    std::int64_t total() const noexcept;
};

// All values that occur; nothing when there is no pair, or more different values than make a table.
std::optional<score_table> occurring_scores(const analysis::rated_cell& cell);

// The values of rows and columns that the tables of a task have in common.
struct score_axis {
    std::vector<double> values{}; // ascending
    std::optional<double> bin_width{};
    bool declared = false;    // all of the rubric's values are among them
    std::size_t left_out = 0; // values of the declared scale that no judge's table has anything of
    bool joins_scores = false; // a bin holds several scores that occur, which so look alike

    bool is_even() const noexcept; // whether its steps are all alike
};

// Of all judges of a task: the rubric's values where it declares at most `most`, else what occurs,
// in bins over the whole scale if need be. Nothing where no judge has a table, or its values are
// too large for that.
std::optional<score_axis> shared_axis(const std::vector<const analysis::rated_cell*>& cells,
                                      std::size_t most);

// A cell on such an axis. Nothing as of occurring_scores.
std::optional<score_table> tabulated_scores(const analysis::rated_cell& cell,
                                            const score_axis& axis);

} // namespace preceptron::report
