// Whether a prompt tells the judge the scale by which its score is read: a file whose prompt and
// `scale:` do not go together is the commonest mistake in a task, and an expensive one.
#pragma once

#include "judging/task.hpp"

#include <string>
#include <vector>

namespace preceptron::judging {

// The ends of the task's scale that the prompt does not have as a number, as a person writes them
// ("0", "5", "the entry's max_score"), in this order. Empty where an entry's own text may name
// them: in a place for {{scale}} or a rubric. Where a task judges with both ends in words ("zero to
// five"), both are told; so it is a doubt, no mistake.
std::vector<std::string> unnamed_ends(const task& judged_by, const prompt_variant& variant);

} // namespace preceptron::judging
