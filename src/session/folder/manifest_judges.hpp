// What a manifest says of judges and tasks.
#pragma once

#include "core/json_text.hpp"
#include "journal/stored_results.hpp"
#include "session/planning/run_inputs.hpp"

namespace preceptron::session {

// Members of the object that is open: `judges`, all of the configuration; `tasks`, those that are
// judged now or have `stored` results, with scale and prompts; `known_tasks`, the names of all.
void write_judges_and_tasks(json_writer& out, const run_inputs& inputs,
                            const journal::stored_results& stored);

} // namespace preceptron::session
