// What a call has used, as its response tells.
#pragma once

#include "benchmark/reply.hpp"

#include <cstdint>

namespace preceptron::tests {

inline token_usage usage_of(std::int64_t input, std::int64_t output) {
    token_usage u;
    u.input = input;
    u.output = output;
    return u;
}

} // namespace preceptron::tests
