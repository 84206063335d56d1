// What a run says before it begins.
#pragma once

#include "cli/console/console.hpp"
#include "journal/contents.hpp"
#include "judging/task_set.hpp"
#include "session/planning/make_plan.hpp"

#include <string>
#include <vector>

namespace preceptron::cli {

// What is wrong with the dataset, a sentence each; --strict makes errors of them.
std::vector<std::string> dataset_warnings(const session::run_inputs& inputs,
                                          const session::planned_run& planned);

// "a, b, c, …"
std::string shown_ids(const dataset::id_list& list);

// Entries that nobody judges, because nothing is known of their task: a note a task, unless --tasks
// chooses some.
void say_unknown_tasks(const console& out, const session::planned_run& planned,
                       const judging::task_set& known);

// Notes on the dataset, these warnings, and the resume line: "1,812 reused, 40 no longer match, 0
// damaged, at most 3 possibly billed twice". `at_work`: a run is, while this only looks; its calls
// in flight are not among the last.
void say_before(const console& out, const session::run_inputs& inputs,
                const session::run_options& options, const session::planned_run& planned,
                const journal::journal_contents& stored, bool at_work = false);

// A line a cell: what would be asked.
std::string plan_text(const session::run_inputs& inputs, const session::planned_run& planned);

} // namespace preceptron::cli
