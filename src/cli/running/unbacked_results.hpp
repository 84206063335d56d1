// Result files in the output folder whose scores its journal does not have.
#pragma once

#include "cli/console/console.hpp"
#include "journal/recovery.hpp"
#include "results/atomic_file.hpp"
#include "session/planning/make_plan.hpp"

namespace preceptron::cli {

// --adopt: copies those of the planned cells aside, and foreign ones
// (session/publishing/foreign_files), takes the scores of configured judges into the journal, and
// says so. True where there was one: then `journal.contents` is what is stored afterwards. With
// --strict nothing is taken where there is something to warn of: errc::bad_dataset.
result<bool> adopt_results(const console& out, const session::run_inputs& inputs,
                           const session::run_options& options, const plan& work,
                           journal::opened_journal& journal, results::file_access access);

// The same for a dry run: `contents` becomes what would be stored afterwards, and says what would
// be taken; no file is touched.
result<bool> adopt_in_thought(const console& out, const session::run_inputs& inputs,
                              const session::run_options& options, const plan& work,
                              journal::journal_contents& contents);

// Scores whose records are damaged are asked for again; the old ones are not lost.
result<void> keep_results_of_damaged_records(const console& out, const session::run_inputs& inputs,
                                             const plan& work,
                                             const journal::journal_contents& stored,
                                             results::file_access access);

// A failures.jsonl that no run has written is copied aside before it is replaced.
result<void> keep_foreign_failures(const console& out, const session::run_inputs& inputs,
                                   results::file_access access);

// Of a copy that publishing has kept (session/publishing/publish).
std::string kept_copy_text(const std::filesystem::path& copy);

} // namespace preceptron::cli
