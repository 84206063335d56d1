// What other programs have left in the output folder beside the files of the plan.
#pragma once

#include "journal/contents.hpp"
#include "session/planning/run_inputs.hpp"
#include "session/publishing/unbacked_files.hpp"

#include <filesystem>
#include <span>
#include <vector>

namespace preceptron::session {

// Files that are the result files of no cell that `planned`, the journal or the manifest knows:
// named JUDGE_TASK.json after a known task, and made of records with `predicted_score`. Settled
// ones (session/publishing/settled_files) are not among them. JUDGE may be a configured one as it
// is written, where our own file's name is encoded; the judge of a cell is empty where none of that
// name is configured.
std::vector<unbacked_file> find_foreign_files(const run_inputs& inputs,
                                              std::span<const cell_name> planned,
                                              const journal::journal_contents& stored);

// Whether failures.jsonl holds something, though every run of this folder was refused before it
// began: the next one would write it anew.
bool has_foreign_failures(const std::filesystem::path& output_dir,
                          const journal::journal_contents& stored);

} // namespace preceptron::session
