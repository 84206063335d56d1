// Kendall's tau-b without each of the cases, from what each row adds to it.
#pragma once

#include "agreement/pairs.hpp"

#include <vector>

namespace preceptron::agreement {

// By case number; NaN where undefined. To the last bit what kendall_tau_b of the other rows gives.
std::vector<double> kendall_without_each_case(const pairs& p);

} // namespace preceptron::agreement
