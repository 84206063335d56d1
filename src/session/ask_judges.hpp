// Asks each selected judge one tiny question, over the very path that a run takes: codec, TLS,
// proxy, key and deadlines are the run's.
#pragma once

#include "core/result.hpp"
#include "session/planning/run_inputs.hpp"

#include <optional>
#include <string>
#include <vector>

namespace preceptron::session {

struct trial_question_outcome {
    std::string judge;
    std::optional<std::string> wrong; // one sentence; absent: the judge has answered
    std::string served_model;         // the server's word
    double first_byte_ms = 0, done_ms = 0;
    std::vector<std::string> learned; // what the judge's server refused and did not need
};

// In the order of the configuration. errc::bad_configuration when TLS cannot be set up.
result<std::vector<trial_question_outcome>> ask_judges(const run_inputs& inputs);

} // namespace preceptron::session
