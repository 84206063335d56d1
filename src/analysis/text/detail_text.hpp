// What stands behind the headline: what got lost on the way, judges against each other, physicians,
// systems, bias, repeats, and published figures.
#pragma once

#include "analysis/text/sections.hpp"

#include <cstddef>
#include <string>

namespace preceptron::analysis {

std::string detail_text(const report& r, std::size_t columns);

// Title, table and remarks of one of them.
std::string section_text(const section& s, std::size_t columns);

} // namespace preceptron::analysis
