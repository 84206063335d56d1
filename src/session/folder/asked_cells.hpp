// What the runs of a folder have set out to ask, all of them together. The journal holds what came
// of it; what is missing there is still to come only as far as some run planned it.
#pragma once

#include "benchmark/plan.hpp"
#include "journal/stored_results.hpp"
#include "results/asked_cell.hpp"
#include "session/folder/manifest.hpp"
#include "session/planning/run_inputs.hpp"

#include <vector>

namespace preceptron::session {

// By the manifest. One of an older version has the last run's plan only: of cells that were asked
// before, all may have been planned.
std::vector<results::asked_cell> asked_cells(const manifest& made_with,
                                             const journal::stored_results& stored);

// The same with what a new run plans. Runs of one dataset with different limits plan the same
// entries as far as the smaller limit goes, so that numbers are enough.
std::vector<results::asked_cell> asked_with(std::vector<results::asked_cell> before,
                                            const run_inputs& inputs, const plan& work,
                                            const journal::stored_results& stored);

} // namespace preceptron::session
