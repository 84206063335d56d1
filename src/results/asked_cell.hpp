// How much of a cell the runs of a folder have set out to ask.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace preceptron::results {

// Of a cell that is not among those given, nothing was.
struct asked_cell {
    std::string judge, task;
    std::optional<std::size_t> entries; // absent: all there are
};

} // namespace preceptron::results
