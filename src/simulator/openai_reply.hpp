// Chat completions as OpenAI, OpenRouter and Azure write them: one shape, three dialects.
#pragma once

#include "simulator/reply_format.hpp"

namespace preceptron::simulator {

std::string openai_json(const chat_request& request, const finished_answer& answer);
event_stream openai_stream(const chat_request& request, const finished_answer& answer, int pieces);

} // namespace preceptron::simulator
