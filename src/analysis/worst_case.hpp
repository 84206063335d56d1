// What missing scores could at most have changed.
#pragma once

#include "agreement/task_ratings.hpp"
#include "analysis/rated_cell.hpp"

#include <cstddef>
#include <vector>

namespace preceptron::analysis {

struct possible_range {
    std::vector<double> ends;   // least and greatest possible score; empty: not known
    bool least_assumed = false; // a score below it shows that it is not known
};

// Sets `worst_case` and what belongs to it. Where a score is missing and the ends are not known,
// kappa and error are undefined; a missing score can disagree on any scale. `ratings` in the unit
// of the cell's statistics.
void add_worst_case(rated_cell& cell, const agreement::task_ratings& ratings, std::size_t judge,
                    const possible_range& range);

} // namespace preceptron::analysis
