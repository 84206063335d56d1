// Which of the files that a run stops at --adopt has dealt with.
#pragma once

#include "journal/contents.hpp"
#include "session/planning/run_inputs.hpp"
#include "session/publishing/unbacked_files.hpp"

#include <span>
#include <vector>

namespace preceptron::session {

// Drops the files of which an adopted-<time>/ has a copy of the same bytes, and in which is nothing
// that --adopt would take now. The copy alone would not do: it is made before the rows are saved,
// and a crash may have come between.
void drop_settled(std::vector<unbacked_file>& files, const run_inputs& inputs,
                  const journal::journal_contents& stored);

// Those of find_unbacked_files() that are not settled.
std::vector<unbacked_file> find_unsettled_files(const run_inputs& inputs,
                                                std::span<const cell_name> cells,
                                                const journal::journal_contents& stored);

} // namespace preceptron::session
