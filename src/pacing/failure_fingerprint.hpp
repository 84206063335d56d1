// Tells whether two failures are the same error: by class, status, code and the server's words
// without what differs from call to call (numbers, ids); a body that says nothing of an error by
// our words for it.
#pragma once

#include "benchmark/attempt.hpp"

#include <cstdint>
#include <optional>

namespace preceptron::pacing {

// Nothing for a failure that says nothing of the request: a connection's, a timeout, a refusal for
// the rate.
std::optional<std::uint64_t> failure_fingerprint(const attempt_failure& failure);

} // namespace preceptron::pacing
