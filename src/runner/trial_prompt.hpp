// What a judge is asked in one trial, made anew for each attempt: a prompt that waits in memory
// while the answer streams would be most of what a stream holds.
#pragma once

#include "judging/prompt.hpp"
#include "runner/benchmark_run.hpp"

#include <optional>
#include <variant>

namespace preceptron::runner {

// Nothing when the entry's record cannot be read any more, which breaks the run off: all that was
// judged belongs to the dataset as it was.
std::optional<std::variant<judging::rendered_prompt, judging::missing_context>>
render_for(benchmark_run& run, tested_judge& judge, const judging::task& task, const entry& e);

} // namespace preceptron::runner
