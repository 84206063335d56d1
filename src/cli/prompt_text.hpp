// `check --show-prompt`: what judges would be asked, before it is paid for.
#pragma once

#include "cli/console/console.hpp"
#include "session/planning/run_inputs.hpp"

#include <optional>
#include <string>

namespace preceptron::cli {

// About the entry with this id, or, without one, about the first of each task: each prompt that
// differs, with the judges it goes to; the exit status. A terminal gets it without control
// characters, anything else the very bytes.
int show_prompts(const console& out, const session::run_inputs& inputs,
                 const std::optional<std::string>& id);

} // namespace preceptron::cli
