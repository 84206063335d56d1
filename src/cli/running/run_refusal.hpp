// Why a run does not begin.
#pragma once

#include "cli/console/console.hpp"
#include "config/problem.hpp"
#include "journal/contents.hpp"
#include "session/planning/make_plan.hpp"

#include <optional>
#include <vector>

namespace preceptron::cli {

// --strict: what a warning has just said is the end.
failure warnings_are_errors(errc code);

// Of the dataset alone, before anything is created: it is empty, or, with --strict, there are
// warnings of it, which are shown. errc::bad_dataset.
std::optional<failure> dataset_refusal(const console& out, const session::run_inputs& inputs,
                                       const session::run_options& options);

// Why nothing of this plan may be sent; nothing when it may. errc::bad_dataset: no entry is to be
// judged, or the folder's results are of other entries. errc::results_mismatch: stored results
// answer other questions than the plan's. errc::cannot_create: a result file has scores that the
// journal does not, or another program has left one. errc::bad_journal, with --strict only: the
// manifest is damaged.
std::optional<failure> refusal(const session::run_inputs& inputs,
                               const session::run_options& options,
                               const session::planned_run& planned,
                               const journal::journal_contents& stored);

// Whether the results that no longer match are of entries which have changed in the dataset, and
// others of their judge and task still match: their judges have never been asked in another way, by
// what the folder's manifest tells. They are judged again, as new entries are, and nobody need say
// so.
bool asks_changed_entries_again(const session::run_inputs& inputs,
                                const session::planned_run& planned,
                                const journal::stored_results& stored);

// A judge that has nothing to ask misses no key.
std::vector<config::problem> missing_keys(const session::run_inputs& inputs,
                                          const session::planned_run& planned);

} // namespace preceptron::cli
