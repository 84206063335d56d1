// The command line's reference: as a man page, and as docs/cli.md.
#pragma once

#include "cli/help/command_outline.hpp"

#include <string>

namespace preceptron::cli {

std::string man_page(const outlined_program& program);
std::string markdown_reference(const outlined_program& program);

} // namespace preceptron::cli
