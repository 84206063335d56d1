// Messages as Anthropic writes them.
#pragma once

#include "simulator/reply_format.hpp"

namespace preceptron::simulator {

std::string anthropic_json(const chat_request& request, const finished_answer& answer);
event_stream anthropic_stream(const chat_request& request, const finished_answer& answer,
                              int pieces);

} // namespace preceptron::simulator
