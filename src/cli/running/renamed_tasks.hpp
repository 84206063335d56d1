// Entries whose `benchmark` was renamed: their trials have other names than those that are stored,
// and would be paid for again unasked.
#pragma once

#include "core/result.hpp"
#include "session/planning/make_plan.hpp"

#include <optional>

namespace preceptron::cli {

// errc::results_mismatch where a judge has nothing stored of a task, but of at least half of its
// entries under another. Of a task with results, and fewer, the moved entries are asked again.
std::optional<failure> renamed_tasks_refusal(const session::run_inputs& inputs,
                                             const session::planned_run& planned);

} // namespace preceptron::cli
