// What a run says before it begins and after it ended.
#pragma once

#include "cli/console.hpp"
#include "journal/contents.hpp"
#include "session/make_plan.hpp"
#include "session/publish.hpp"
#include "session/run_session.hpp"

#include <optional>
#include <string>
#include <vector>

namespace preceptron::cli {

// What is wrong with the dataset, a sentence each; --strict makes errors of them.
std::vector<std::string> dataset_warnings(const session::run_inputs& inputs,
                                          const session::planned_run& planned);

// With --strict, before anything is created: shows these warnings and refuses to go on, if there
// are any. errc::bad_dataset.
std::optional<failure> strict_refusal(const console& out, const session::run_inputs& inputs,
                                      const session::run_options& options);

// Notes on the dataset, these warnings, and the resume line: "1,812 reused, 40 no longer match, 0
// damaged, at most 3 possibly billed twice".
void say_before(const console& out, const session::run_inputs& inputs,
                const session::planned_run& planned, const journal::journal_contents& stored);

// A line a cell: what would be asked.
std::string plan_text(const session::run_inputs& inputs, const session::planned_run& planned);

// errc::results_mismatch: stored results answer other questions than the plan's.
failure stale_message(const session::run_inputs& inputs, const session::planned_run& planned,
                      const journal::journal_contents& stored,
                      const std::filesystem::path& output_dir);

// errc::bad_dataset: not one entry of the dataset is to be judged.
failure nothing_to_judge(const session::run_inputs& inputs, const session::planned_run& planned);

struct run_ending {
    const session::run_inputs& inputs;
    const session::planned_run& planned;
    const session::run_watch& watch;
    const session::session_end& end;
    const session::published& files;
    journal::doubtful_calls doubtful; // of the folder
    const std::string& command;
    int status = 0;
};

// What became of the run, what failed and why, what it cost, what was not judged, and the command
// to go on with.
void say_after(const console& out, const run_ending& ending);

results::process_use process_use_so_far();

} // namespace preceptron::cli
