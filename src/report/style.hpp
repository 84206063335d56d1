// The page's style sheet, style.css beside this file.
#pragma once

#include "core/embedded_file.hpp"

#include <span>
#include <string_view>

namespace preceptron::report {

std::span<const embedded_file> embedded_styles(); // written by tools/embed_files.py

inline std::string_view style_sheet() {
    return embedded_styles().front().text;
}

} // namespace preceptron::report
