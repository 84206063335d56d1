// With what settings judges have been asked about tasks, over all runs of a folder. Where they were
// always the same, a stored result that no longer matches is of an entry that has changed.
#pragma once

#include "journal/stored_results.hpp"
#include "session/make_plan.hpp"

#include <span>
#include <string>
#include <vector>

namespace preceptron::session {

struct question_settings {
    std::string judge, task;
    std::vector<std::string> digests; // different ones, in the order of their first use
};

// Of all that a key is made of but the entry: model, sampling, origin, the prompt's template, the
// scale's words. 64 hex digits.
std::string settings_digest(const prepared_judge& judge, const std::string& task);

// `before` with what a new run plans. Of a judge and a task that the folder has results of and no
// settings (from an older version), nothing is known ever after.
std::vector<question_settings> settings_with(std::vector<question_settings> before,
                                             const run_inputs& inputs, const plan& work,
                                             const journal::stored_results& stored);

// A sentence for each judge and task that was asked in several ways: its scores may be of any.
std::vector<std::string> mixed_settings(std::span<const question_settings> used);

// Whether all stale results of the plan are of entries that have changed: their judges are asked as
// they always were.
bool only_entries_changed(std::span<const question_settings> used, const run_inputs& inputs,
                          const planned_run& planned);

} // namespace preceptron::session
