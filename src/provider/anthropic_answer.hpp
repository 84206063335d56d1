// Messages as Anthropic writes them, streamed and whole.
#pragma once

#include "provider/answer.hpp"

namespace preceptron::provider {

const answer_format& anthropic_answers() noexcept;

} // namespace preceptron::provider
