// Grades against scores of one cell, as the drawings need them.
#pragma once

#include "agreement/pair_statistics.hpp"
#include "analysis/rated_cell.hpp"

#include <optional>
#include <string>
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

// The rubric's values where it declares at most `most`, else what occurs, in bins if need be.
std::optional<score_table> tabulated_scores(const analysis::rated_cell& cell, std::size_t most);

} // namespace preceptron::report
