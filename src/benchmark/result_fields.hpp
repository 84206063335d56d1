// What a result file adds to an entry's own fields, and puts in the place of those of the same
// name.
#pragma once

#include <array>
#include <string_view>

namespace preceptron {

inline constexpr std::array<std::string_view, 3> result_fields{"predicted_score", "justification",
                                                               "judge"};

} // namespace preceptron
