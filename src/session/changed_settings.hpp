// Why stored results no longer match: what of their judges' settings is another than in the last
// run.
#pragma once

#include "session/make_plan.hpp"
#include "session/run_inputs.hpp"

#include <string>
#include <vector>

namespace preceptron::session {

// Of the judges and tasks with stale results, by the output folder's manifest, in the
// configuration's words: "prompt", "model_id", "base_url", "temperature", "reasoning_effort",
// "extra_body". Empty where it is not known: the manifest is of a run that went by the new settings
// already, say.
std::vector<std::string> changed_settings(const run_inputs& inputs, const planned_run& planned);

} // namespace preceptron::session
