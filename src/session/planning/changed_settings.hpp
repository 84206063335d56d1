// Why stored results no longer match: what of their judges' settings is another than in the last
// run.
#pragma once

#include "session/planning/make_plan.hpp"
#include "session/planning/run_inputs.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace preceptron::session {

struct changed_setting {
    std::string name;            // in the configuration's words: "prompt", "model_id", "base_url",
                                 // "temperature", "reasoning_effort", "extra_body"
    std::filesystem::path where; // config.yaml, a task file or tasks_dir; empty: a built-in rubric

    bool operator==(const changed_setting&) const = default;
};

// Of the judges and tasks with stale results, by the output folder's manifest; where that is of a
// run that went by the new settings already, by the records of the first thousand. Empty where
// these have the same model and prompt: what else was asked they do not say.
std::vector<changed_setting> changed_settings(const run_inputs& inputs, const planned_run& planned);

} // namespace preceptron::session
