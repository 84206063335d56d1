// The body of a chat completion request, for OpenAI and all who follow it.
#pragma once

#include "provider/provider.hpp"

#include <string>

namespace preceptron::provider {

// In what a server that speaks this format differs from the others.
struct openai_dialect {
    bool max_completion_tokens = false; // else max_tokens; `learned` may swap them
    bool usage_on_request = true;       // usage comes at a stream's end if stream_options asks
    bool schema_by_default = true;      // structured_output::automatic means json_schema
    bool forbid_storing = false;        // the provider keeps answers unless told not to
};

// Members of judge.extra_body replace ours.
std::string openai_request_body(const judge_spec& judge, const prompt_messages& prompt,
                                const learned_parameters& learned, const openai_dialect& dialect);

} // namespace preceptron::provider
