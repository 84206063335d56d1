// Entries that have changed in the dataset while a run asks for others: the answers that are stored
// of them are no answers to what stands there now, and no file should say so.
#pragma once

#include "session/planning/make_plan.hpp"

#include <vector>

namespace preceptron::session {

// Of the configured judges' trials that are not planned (of other judges, tasks or entries than are
// asked for): those whose standing answer was asked for with the judge's settings of now, but for
// another text of the entry. Where another stored answer is to that of now, its key is the stand's.
// Empty where the dataset is that of the last run, or the manifest does not tell.
std::vector<changed_stand> find_changed_beside(const plan& work, const run_inputs& inputs,
                                               const journal::stored_results& stored);

} // namespace preceptron::session
