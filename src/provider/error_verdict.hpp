// What an error means for the run: whom it concerns, whether the same request may succeed later.
#pragma once

#include "benchmark/attempt.hpp"
#include "provider/error_body.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace preceptron::provider {

// How an account's refusal of its key is told (status 401).
inline constexpr std::string_view key_refused = "the key was not accepted";

// What the response's headers say about trying again.
struct retry_advice {
    std::optional<bool> should_retry;
    std::optional<std::chrono::milliseconds> wait; // asked for by retry-after and its relatives
    bool told_to_wait = false; // retry-after is there, also where it names no time to come
};

struct error_verdict {
    failure_scope scope = failure_scope::entry;
    bool retryable = false;
    bool rate_limited = false;
    bool server_failed = false;
    bool filtered = false; // a content filter objected to the prompt
    bool too_long = false; // the prompt, or the request: another may be shorter
    std::string message;   // our words
};

// `http_status` as received. With 200 the error stood inside the body, and what status it would
// have had follows from its own words.
error_verdict judge_error(int http_status, const server_error& error, const retry_advice& advice);

} // namespace preceptron::provider
