// How wide and high what is printed may be.
#pragma once

#include <cstddef>

namespace preceptron::cli {

// What a terminal shows; 80 by 24 when it does not say.
struct terminal_size {
    std::size_t columns = 80, rows = 24;
};
terminal_size measure_terminal(int descriptor);

// Columns that the stream shows: the terminal's, else COLUMNS, else 80.
std::size_t stdout_columns();
std::size_t stderr_columns();

} // namespace preceptron::cli
