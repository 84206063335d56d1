// Trials of a journal that no next run asks again: with a score, or failed for good.
#pragma once

#include "benchmark/plan.hpp"
#include "journal/stored_results.hpp"
#include "session/run_inputs.hpp"

#include <cstdint>
#include <vector>

namespace preceptron::session {

bool is_settled(const journal::stored_result* answer,
                const journal::stored_failure* failed) noexcept;

// For each cell of the plan: how many trials of its judge and task are settled beside it, by
// earlier runs of other entries. Repeats that the judge is no longer asked for are not counted.
std::vector<std::uint64_t> settled_beside(const plan& work, const run_inputs& inputs,
                                          const journal::stored_results& stored);

} // namespace preceptron::session
