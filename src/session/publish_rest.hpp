// What a run leaves to be published when its loop has ended.
#pragma once

#include "session/publish.hpp"
#include "session/run_session.hpp"

#include <span>

namespace preceptron::session {

// Those of `cells` that were not written while the run went on, and failures.jsonl. All files of
// the run: those of `end.written` are moved from there. What goes wrong is noted in `end.problem`,
// unless something is there.
published publish_rest(const publication& target, std::span<const cell_name> cells,
                       session_end& end);

} // namespace preceptron::session
