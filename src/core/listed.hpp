// Names one after the other, as in a sentence.
#pragma once

#include <span>
#include <string>

namespace preceptron {

// "a", "a and b", "a, b and c"; empty for none.
std::string listed(std::span<const std::string> names);

} // namespace preceptron
