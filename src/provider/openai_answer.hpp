// Chat completions as OpenAI writes them, and all who follow it with more or less care.
#pragma once

#include "provider/answer.hpp"

namespace preceptron::provider {

const answer_format& openai_answers() noexcept;

// The same of a judge whose price the configuration names: what the server calls the cost is left
// out, because who has agreed on a price knows it better than a server that nobody vouches for.
const answer_format& openai_answers_at_own_price() noexcept;

} // namespace preceptron::provider
