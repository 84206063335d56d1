// What a pilot has shown, and whether to go on.
#pragma once

#include "cli/console.hpp"
#include "session/pilot.hpp"
#include "session/run_inputs.hpp"

#include <string>

namespace preceptron::cli {

// A table: for each cell what a trial costs and takes at its median and at its 90th percentile, and
// what `rest` would by that.
std::string pilot_text(const session::run_inputs& inputs, const session::pilot_watch& seen,
                       const plan& rest);

// Asks at the terminal. Where there is none, the answer is no, and the reader is told of --yes.
bool wants_the_rest(const console& out);

} // namespace preceptron::cli
