// `check --show-prompt`: what judges would be asked, before it is paid for.
#pragma once

#include "cli/console.hpp"
#include "session/run_inputs.hpp"

#include <string_view>

namespace preceptron::cli {

// About the entry with this id, or, where it is empty, about the first of each task: each prompt
// that differs, with the judges it goes to; the exit status. A terminal gets it without control
// characters, anything else the very bytes.
int show_prompts(const console& out, const session::run_inputs& inputs, std::string_view id);

} // namespace preceptron::cli
