// Whether to go on after a pilot.
#pragma once

#include "cli/console.hpp"

namespace preceptron::cli {

// Whether there is a terminal to ask at, and messages are for people.
bool can_ask(const console& out);

// Asks at the terminal. Where that cannot be, the answer is no, and the reader is told of --yes.
bool wants_the_rest(const console& out);

} // namespace preceptron::cli
