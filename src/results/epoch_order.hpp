// The order of a judge's repeats, whatever a file calls them.
#pragma once

#include <string_view>

namespace preceptron::results {

// No name goes first, then numbers by value ("1" and "1.0" are one), then other names as people
// count: "run2" before "run10".
struct epoch_order {
    bool operator()(std::string_view a, std::string_view b) const;
};

} // namespace preceptron::results
