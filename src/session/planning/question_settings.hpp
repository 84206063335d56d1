// With what settings judges have been asked about tasks, over all runs of a folder. Where a stored
// result that no longer matches was asked for with those of now, its entry has changed.
#pragma once

#include "journal/stored_results.hpp"
#include "results/stored_answers.hpp"
#include "session/planning/make_plan.hpp"
#include "session/planning/settings_epoch.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace preceptron::session {

struct question_settings {
    std::string judge, task;
    // Different ones, in the order of their first use; an empty one is of who knows which.
    std::vector<std::string> digests;
    std::string present; // of the last run with the cell in its plan; empty of an older version
    // In which ways the answers that stand beside those of `present` may have been asked for.
    std::vector<std::string> otherwise;
    // How many such answers there were when that run began: of what was asked then and since, none
    // is among them. Nothing where it is not known.
    std::optional<std::uint64_t> others = 0;
    std::vector<settings_epoch> epochs; // of runs that had something to ask, as far as it is known
    // As the last run was configured, whether or not it planned the cell. Empty where that is not
    // known: of an older version, or a judge that is not configured any more.
    std::string configured{};
};

// Of all that a key is made of but the entry: model, sampling, origin, the prompt's template, the
// scale's words. 64 hex digits.
std::string settings_digest(const prepared_judge& judge, const std::string& task);

// Whether the answer at this place was asked for with the settings of this digest.
bool was_asked_with(const std::string& digest, const question_settings& known,
                    const journal::location& where);

// `before` with what a new run plans, where `stored` is what was there before it, and
// `same_dataset` whether the runs before were of this one. Of a judge and a task that the folder
// has results of and no settings, it is known from now on.
std::vector<question_settings> settings_with(std::vector<question_settings> before,
                                             bool same_dataset, const run_inputs& inputs,
                                             const planned_run& planned,
                                             const journal::stored_results& stored);

// A sentence for each judge and task whose standing answers to `entries` were asked for in several
// ways, or may have been. `same_dataset`: whether the last run was of these entries.
std::vector<std::string> mixed_settings(std::span<const question_settings> used,
                                        std::span<const results::published_judge> judges,
                                        std::span<const entry> entries, bool same_dataset,
                                        const journal::stored_results& stored);

// Of one judge and task: answers that count and were asked for in another way than the last run
// was configured, or may have been.
struct answers_otherwise {
    std::string judge, task;
    std::uint64_t answers = 0, of = 0; // `of` those that count
    bool exact = true;                 // else at most so many
};
// Those of which there are any. As above.
std::vector<answers_otherwise>
asked_otherwise(std::span<const question_settings> used,
                std::span<const results::published_judge> judges, std::span<const entry> entries,
                bool same_dataset, const journal::stored_results& stored);

// A sentence for each judge and task of which no answer was asked for as the last run was
// configured: methods that tell of it are not theirs.
std::vector<std::string> outdated_settings(std::span<const answers_otherwise> cells);

// Whether all stale results of the plan are of entries that have changed: they were asked for as
// they would be now.
bool only_entries_changed(std::span<const question_settings> used, const run_inputs& inputs,
                          const planned_run& planned);

} // namespace preceptron::session
