// Names one after the other, as in a sentence.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace preceptron {

// "a", "a and b", "a, b and c"; empty for none.
std::string listed(std::span<const std::string> names);

// With the same between each two: "a, b, c"; empty for none.
std::string joined(std::span<const std::string> names, std::string_view between);

} // namespace preceptron
