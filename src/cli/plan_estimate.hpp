// What a plan would ask and cost, before anything is sent.
#pragma once

#include "session/make_plan.hpp"

#include <string>

namespace preceptron::cli {

// A line a cell with requests, tokens, cost and least time, and a line for all. Estimates: four
// bytes of a prompt a token, 300 tokens an answer, two seconds a call at the configured threads;
// reasoning models write more. The text says so.
std::string estimate_text(const session::run_inputs& inputs, const session::planned_run& planned);

} // namespace preceptron::cli
