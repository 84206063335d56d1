// The rubrics' scales, for the analysis.
#pragma once

#include "analysis/task_scale.hpp"
#include "session/folder/manifest.hpp"

namespace preceptron::cli {

// Of the tasks that are built in.
analysis::task_scales built_in_scales();

// The same, with what the folder's manifest says in their place.
analysis::task_scales scales_of(const session::manifest& made_with);

} // namespace preceptron::cli
