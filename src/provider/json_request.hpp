// What all requests have in common.
#pragma once

#include "benchmark/judge_spec.hpp"
#include "benchmark/prompt_messages.hpp"
#include "core/json_text.hpp"
#include "wire/http_message.hpp"

#include <cstddef>
#include <string>

namespace preceptron::provider {

// A POST of JSON. `key` says how the key will travel, if the judge has one.
wire::http_request json_request(const judge_spec& judge, std::string target, std::string body,
                                wire::authentication key);

// The members that the configuration adds to a body, as they stand there.
void write_extra_body(json_writer& out, const judge_spec& judge);

// Room for a body with this prompt, unless it holds unusually much that JSON has to escape.
inline std::size_t usual_body_size(const prompt_messages& prompt) noexcept {
    const std::size_t said = prompt.system.size() + prompt.user.size();
    return said + said / 32 + 1024; // line breaks; all other members
}

} // namespace preceptron::provider
