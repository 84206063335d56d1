// Spearman's rho without each of the cases.
#pragma once

#include "agreement/pairs.hpp"

#include <vector>

namespace preceptron::agreement {

// By case number; NaN where undefined. The time grows with rows times cases.
std::vector<double> spearman_without_each_case(const pairs& p);

} // namespace preceptron::agreement
