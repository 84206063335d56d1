// The body of a Messages request.
#pragma once

#include "provider/provider.hpp"

#include <string>

namespace preceptron::provider {

// The provider demands a limit; thinking counts inside it.
inline constexpr std::int64_t anthropic_default_max_tokens = 4096;

// Members of judge.extra_body replace ours. structured_output::json_object has no counterpart here
// and is left to the prompt, as is `automatic`: older models refuse a schema.
std::string anthropic_request_body(const judge_spec& judge, const prompt_messages& prompt,
                                   const learned_parameters& learned);

} // namespace preceptron::provider
