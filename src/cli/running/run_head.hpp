// The first line that a run writes to a new journal segment: which run, of what program and
// dataset.
#pragma once

#include "journal/record.hpp"
#include "session/planning/run_inputs.hpp"

#include <string>

namespace preceptron::cli {

// 16 hex digits.
std::string random_run_id();

journal::head_record make_head(const session::run_inputs& inputs, std::string run_id);

} // namespace preceptron::cli
