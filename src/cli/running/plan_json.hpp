// What a run would do, for programs.
#pragma once

#include "cli/running/plan_estimate.hpp"
#include "session/planning/make_plan.hpp"

#include <string>

namespace preceptron::cli {

// "preceptron.plan/1", one line with a newline: the plan, what is left out of it, and what it would
// ask and cost, in all and for each judge and task. `cost_usd` is null where a price is unknown.
std::string plan_json(const session::run_inputs& inputs, const session::planned_run& planned,
                      const plan_estimate& estimated);

} // namespace preceptron::cli
