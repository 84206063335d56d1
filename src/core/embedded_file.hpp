// A file that was built into the program (tools/embed_files.py).
#pragma once

#include <string_view>

namespace preceptron {

struct embedded_file {
    std::string_view name; // without the folder
    std::string_view text; // its bytes
};

} // namespace preceptron
