// The wording of each prompt that a plan asks with, kept in the journal beside the answers.
#pragma once

#include "benchmark/plan.hpp"
#include "core/result.hpp"
#include "journal/record.hpp"
#include "journal/writer.hpp"
#include "session/planning/run_inputs.hpp"

#include <span>

namespace preceptron::session {

// Appends those that are not among the journal's `known` ones.
result<void> record_prompts(journal::writer& out, const run_inputs& inputs, const plan& work,
                            std::span<const journal::prompt_record> known,
                            journal::key_layout keys);

} // namespace preceptron::session
