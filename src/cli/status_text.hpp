// What `preceptron status` prints for people.
#pragma once

#include "runner/progress_live.hpp"
#include "session/folder/folder_status.hpp"

#include <string>

namespace preceptron::cli {

// Who is at work, the progress lines, a table of cells, failures by class, money, and what to do
// next. Ends with a newline.
std::string status_text(const session::folder_status& status, const runner::terminal_look& look,
                        std::size_t columns);

} // namespace preceptron::cli
