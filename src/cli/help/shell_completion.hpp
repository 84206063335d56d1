// Completion scripts: what a shell offers behind `preceptron` and TAB.
#pragma once

#include "cli/help/command_outline.hpp"

#include <string>

namespace preceptron::cli {

std::string bash_completion(const outlined_program& program);
std::string zsh_completion(const outlined_program& program);
std::string fish_completion(const outlined_program& program);

} // namespace preceptron::cli
