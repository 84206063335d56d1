// What this process has taken so far.
#pragma once

#include "results/run_summary.hpp"

namespace preceptron::cli {

// Wall time is since the program was loaded.
results::process_use process_use_so_far();

} // namespace preceptron::cli
