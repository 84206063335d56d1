// What went wrong, what to change, and where: one sentence for the user.
#pragma once

#include "benchmark/attempt.hpp"
#include "runner/benchmark_run.hpp"

#include <string>

namespace preceptron::runner {

// "HTTP 404: the model was retired …; change model_id, config.yaml line 21", in our words.
std::string failure_sentence(const tested_judge& judge, const attempt_failure& f);

// " (the server says: …)", to follow it; empty where it says nothing. Safe to print.
std::string server_words(const attempt_failure& f);

// Both, and where the judge stands in the configuration whatever it is.
std::string placed_failure_sentence(const tested_judge& judge, const attempt_failure& f);

} // namespace preceptron::runner
