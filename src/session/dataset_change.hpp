// Whether a folder's dataset is still the one that its runs have read.
#pragma once

#include "session/run_inputs.hpp"

namespace preceptron::session {

// By the digests of the folder's manifest: true as well when an earlier run found another dataset
// than the one before. False where there is no manifest, or the file cannot be read. Reads the
// dataset again where its digest is not known yet.
bool dataset_has_changed(const run_inputs& inputs);

} // namespace preceptron::session
