// A cell's statistics under the names that JSON and CSV print.
#pragma once

#include "analysis/rated_cell.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace preceptron::analysis {

struct printed_statistic {
    std::string name; // with its category set
    const estimate* of;
};

// A categorical statistic is printed for the categories that occur and for those declared; the
// interval belongs to the set that the resampled tables had, where the two differ. The rest are
// details, without intervals.
std::vector<printed_statistic> printed_statistics(const rated_cell& cell);

// Whether an estimate of this name is one of the few that answer the question: "--statistics
// headline".
bool is_headline(std::string_view name, const settings& s);

} // namespace preceptron::analysis
