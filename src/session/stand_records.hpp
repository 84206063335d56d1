// Which answers the plan goes by where a trial has several: written down, so that all who read the
// journal without knowing the plan go by the same ones.
#pragma once

#include "core/result.hpp"
#include "journal/writer.hpp"
#include "session/make_plan.hpp"
#include "session/run_inputs.hpp"

namespace preceptron::session {

// Appends and syncs one record for each of `planned.older`.
result<void> record_stands(journal::writer& out, const run_inputs& inputs,
                           const planned_run& planned);

} // namespace preceptron::session
