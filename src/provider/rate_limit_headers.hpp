// Limits as each provider's response headers announce them. What is missing, negative or unreadable
// is absent.
//
// Instants are told by the server's clock (provider/retry_after): `now` counts where the response
// does not say what that is.
#pragma once

#include "provider/provider.hpp"

namespace preceptron::provider {

// A duration as Go prints it: "12ms", "1s", "6m0s", "1m26.4s", "1h2m3s". Bounded by longest_wait of
// provider/retry_after.hpp.
std::optional<std::chrono::milliseconds> parse_go_duration(std::string_view text) noexcept;

// x-ratelimit-{limit,remaining,reset}-{requests,tokens}; resets are Go durations, and plain seconds
// or Unix times at some servers that follow OpenAI otherwise.
announced_limits read_openai_limits(const wire::headers& fields,
                                    std::chrono::system_clock::time_point now);

// The same names; resets are plain seconds, and 0 or -1 mean "unknown": nothing remains only where
// the response is a refusal. One name also occurs misspelt.
announced_limits read_azure_limits(const wire::http_response_head& head);

// anthropic-ratelimit-{requests,tokens,input-tokens,output-tokens}-{limit,remaining,reset}; resets
// are RFC 3339 instants.
announced_limits read_anthropic_limits(const wire::headers& fields,
                                       std::chrono::system_clock::time_point now);

// X-RateLimit-{Limit,Remaining,Reset}, about requests, sent with a refusal only; the reset is in
// Unix milliseconds.
announced_limits read_openrouter_limits(const wire::headers& fields,
                                        std::chrono::system_clock::time_point now);

} // namespace preceptron::provider
