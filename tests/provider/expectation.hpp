// What the manifest of the transcripts says of one of them, held against what was understood.
#pragma once

#include "benchmark/attempt.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <optional>
#include <string_view>

namespace preceptron::tests {

// Whether a transcript of the provider `written_by` is one for the codec `name`.
bool is_transcript_for(std::string_view name, std::string_view written_by);

// `expect` is the manifest's member of that name. `wait` is what the server asks for where the
// manifest leaves it open because it follows from the date. Fails the test case where they differ.
void check_outcome(const boost::json::object& expect, const attempt_outcome& seen,
                   std::optional<std::chrono::milliseconds> wait = {});

} // namespace preceptron::tests
