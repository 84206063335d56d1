// Writes checkpoint/manifest.json at the start of a run.
#pragma once

#include "core/result.hpp"
#include "journal/stored_results.hpp"
#include "results/atomic_file.hpp"
#include "session/planning/make_plan.hpp"
#include "session/planning/run_inputs.hpp"

#include <filesystem>
#include <optional>
#include <string_view>

namespace preceptron::session {

// Schema "preceptron.manifest/1": program version, dataset, judges with their prompts, tasks with
// scale, source and prompt hashes, the plan and what the journal holds beside it, what all runs
// have planned of each cell, the effective configuration, and the command that goes on. Kept from
// the manifest that was there: what earlier runs asked, and the settings of the analysis, which are
// frozen at the first call: `analysis`, a JSON object, where there are none yet. One that is
// damaged is set aside as damaged-manifest-<time>; gives the path of that. errc::io where there is
// one that cannot be read.
result<std::optional<std::filesystem::path>>
write_manifest(const std::filesystem::path& checkpoint, const run_inputs& inputs,
               const planned_run& planned, const journal::stored_results& stored,
               std::string_view command, results::file_access access,
               std::string_view analysis = {});

} // namespace preceptron::session
