// Files of data/ that are built into the program.
#pragma once

#include "core/embedded_file.hpp"

#include <span>
#include <string_view>

namespace preceptron::cli {

std::span<const embedded_file> embedded_files(); // written by tools/embed_files.py

// The file must be one of them.
std::string_view embedded_text(std::string_view name);

} // namespace preceptron::cli
