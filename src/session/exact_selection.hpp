// The stored result that answers the planned question, found by its key: needed only where the
// latest result of some trial answers another one, and is not to be used.
#pragma once

#include "results/stored_answers.hpp"
#include "session/run_inputs.hpp"

namespace preceptron::session {

// Holds references to both.
results::selection exact_selection(const run_inputs& inputs, const journal::stored_results& stored);

} // namespace preceptron::session
