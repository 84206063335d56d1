// The stored result that answers the planned question, found by its key: needed only where some
// trial's latest result answers another one.
#pragma once

#include "results/stored_answers.hpp"
#include "session/run_inputs.hpp"

namespace preceptron::session {

// Holds references to both. `else_latest`: where none answers it the latest does, whatever it was
// asked.
results::selection exact_selection(const run_inputs& inputs, const journal::stored_results& stored,
                                   bool else_latest);

} // namespace preceptron::session
