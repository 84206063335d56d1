// What a run leaves to be published when its loop has ended.
#pragma once

#include "results/run_summary.hpp"
#include "session/publishing/publish.hpp"
#include "session/session_end.hpp"

#include <span>

namespace preceptron::session {

// Those of `cells` that were not written while the run went on, or whose files are gone since, and
// failures.jsonl. All files of the run: those of `end.written` are moved from there. Nothing is
// written where the journal is out of place. What goes wrong, and scores that were counted and are
// in no file, is noted in `end.problem`, unless something is there.
published publish_rest(const publication& target, std::span<const cell_name> cells,
                       const results::run_summary& counted, session_end& end);

} // namespace preceptron::session
