// Text in the columns that a terminal has. A character takes the columns that
// core/text_width says, a colour escape none.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::runner {

inline constexpr std::size_t unbounded = std::numeric_limits<std::size_t>::max();

std::size_t columns_of(std::string_view text) noexcept;

// What is too long ends with "…". `text` has no colours.
std::string cut_end(std::string_view text, std::size_t columns);

// Cuts `names` to about `columns`, eight at least, as core/short_names does. The columns of the
// longest.
std::size_t fit_names(std::vector<std::string>& names, std::size_t columns);

} // namespace preceptron::runner
