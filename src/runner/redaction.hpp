// Servers echo keys ("Incorrect API key provided: sk-…"): whatever came from outside passes here
// before it is kept.
#pragma once

#include "benchmark/attempt.hpp"
#include "core/secret.hpp"

namespace preceptron::runner {

// Replaces every occurrence of the key by "[key]": as it is, escaped by JSON, percent or HTML, in
// other letter case, and inside any base64; and of a key that is cut, what stands before the cut,
// but for less than six characters. `key` may be null. One pass over the text.
void redact(std::string& text, const secret* key);
void redact(attempt_outcome& outcome, const secret* key);

} // namespace preceptron::runner
