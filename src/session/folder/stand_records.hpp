// Which answers the plan goes by, where these are not the ones that have stood for their trials:
// written down, so that all who read the journal without knowing the plan go by the same ones.
#pragma once

#include "core/result.hpp"
#include "journal/writer.hpp"
#include "session/planning/make_plan.hpp"
#include "session/planning/run_inputs.hpp"

#include <filesystem>

namespace preceptron::session {

// Appends and syncs one record for each of `planned.stands`.
result<void> record_stands(journal::writer& out, const std::filesystem::path& checkpoint,
                           const run_inputs& inputs, const planned_run& planned);

} // namespace preceptron::session
