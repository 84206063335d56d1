// Chat completions as OpenAI writes them, and all who follow it with more or less care.
#pragma once

#include "provider/answer.hpp"

namespace preceptron::provider {

const answer_format& openai_answers() noexcept;

} // namespace preceptron::provider
