// What other programs have left in the output folder beside the files of the plan.
#pragma once

#include "journal/contents.hpp"
#include "session/run_inputs.hpp"
#include "session/unbacked_files.hpp"

#include <filesystem>
#include <span>
#include <vector>

namespace preceptron::session {

// Result files of cells that neither `planned`, nor the journal, nor the manifest knows: named
// JUDGE_TASK.json after a known task, and made of records with `predicted_score`. Those of which
// --adopt has a copy of the same bytes (adopted-<time>/) are settled and not among them. The judge
// of a cell is empty where none of that name is configured.
std::vector<unbacked_file> find_foreign_files(const run_inputs& inputs,
                                              std::span<const cell_name> planned,
                                              const journal::journal_contents& stored);

// Whether failures.jsonl holds something, though the journal has not begun: the run would write it
// anew.
bool has_foreign_failures(const std::filesystem::path& output_dir,
                          const journal::journal_contents& stored);

} // namespace preceptron::session
