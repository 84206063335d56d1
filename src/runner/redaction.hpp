// Servers echo keys ("Incorrect API key provided: sk-…"): whatever came from outside passes here
// before it is kept.
#pragma once

#include "benchmark/attempt.hpp"
#include "core/secret.hpp"

namespace preceptron::runner {

// Replaces every occurrence of the key by "[key]": as it is, percent-encoded, with JSON's escaped
// slashes, and inside any base64. `key` may be null.
void redact(std::string& text, const secret* key);
void redact(attempt_outcome& outcome, const secret* key);

} // namespace preceptron::runner
