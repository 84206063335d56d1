// The systems of one task with the means that several judges gave them, for chart and table.
#pragma once

#include "analysis/analysis.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace preceptron::report {

using agreed = const analysis::system_agreement*; // one judge's
using compared_judges = std::vector<agreed>;      // of one task, none without systems

// So many have a row in the table, and marks in the chart; more are dots.
inline constexpr std::size_t most_systems_shown = 16;

// nullptr where the judge has none of this name.
const agreement::system_mean* find_system(agreed judge, const std::string& system);

// A system's mean grades, each once: of the answers that a judge scored, which may be others than
// another judge did.
std::vector<double> grades_of(const std::string& system, const compared_judges& judges);

// The systems of any judge, those with the most answers first. Their grades are in the middle of
// those that the judges' means are beside.
std::vector<agreement::system_mean> systems_of(const compared_judges& judges);

} // namespace preceptron::report
