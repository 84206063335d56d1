// Calls that nobody knows to be billed or not, in words.
#pragma once

#include "journal/double_billing.hpp"

#include <string>

namespace preceptron::cli {

// "at most 3 possibly billed twice ($0.020 as far as prices are known)"
std::string doubtful_text(const journal::doubtful_calls& d);

} // namespace preceptron::cli
