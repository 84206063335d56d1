// A failure as an exception, for what may break under a caller that has nothing to fail with: a
// file that is changed while it is in use.
#pragma once

#include "core/failure.hpp"

#include <stdexcept>

namespace preceptron {

struct thrown_failure : std::runtime_error {
    explicit thrown_failure(failure f) : std::runtime_error(f.message), why(std::move(f)) {}

    failure why;
};

} // namespace preceptron
