// Why the simulated provider does not answer a question, in the words, status and body that the
// real provider of that format uses: clients must classify them alike.
#pragma once

#include "simulator/provider_format.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace preceptron::simulator {

struct refusal {
    provider_format format = provider_format::openai;
    int status = 0;
    std::string type; // openai, anthropic: error.type; openrouter: metadata.error_type
    std::string code; // openai, azure: error.code; empty = null
    std::string param;
    std::string message;
    bool rate_limited = false;        // by a limit that refills: limit headers belong to the answer
    std::optional<bool> should_retry; // anthropic's x-should-retry
    std::optional<std::chrono::milliseconds> retry_after;
};

// The error object as a body, and as the last event of a stream that has begun ("data: …\n\n").
std::string error_body(const refusal& why, std::string_view request_id);
std::string error_event(const refusal& why, std::string_view request_id, std::string_view model);

refusal bad_request(provider_format format, std::string message, std::string param = {},
                    std::string code = {});
refusal unreadable_body(provider_format format);
refusal body_too_large(provider_format format);
refusal no_such_path(provider_format format, std::string_view method, std::string_view path);
refusal wrong_method(provider_format format, std::string_view method, std::string_view path);
refusal wrong_key(provider_format format, bool missing);
refusal no_quota(provider_format format);
refusal model_gone(provider_format format, std::string_view model);
refusal server_error(provider_format format);
refusal overloaded(provider_format format); // 529, whatever the format

// A rate limit was hit. `what` is "requests" or "tokens".
struct exceeded_limit {
    std::string_view what;
    std::int64_t limit = 0; // a minute
    std::int64_t used = 0;
    std::int64_t requested = 0;
    std::chrono::milliseconds retry_after{0};
};
refusal rate_limited(provider_format format, std::string_view model, const exceeded_limit& hit);

// One request is larger than a minute's tokens: waiting does not help.
refusal too_large(provider_format format, std::string_view model, const exceeded_limit& hit);

} // namespace preceptron::simulator
