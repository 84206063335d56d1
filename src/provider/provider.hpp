// A provider is a codec: it turns a judge's question into an HTTP request, and the response's bytes
// into a reply or a failure. It opens no socket and never sees a key. A new provider is one
// implementation of this interface, its transcripts, and one line in provider/registry.
#pragma once

#include "benchmark/attempt.hpp"
#include "benchmark/judge_spec.hpp"
#include "benchmark/prompt_messages.hpp"
#include "benchmark/rate_limits.hpp"
#include "wire/http_message.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace preceptron::provider {

// What a judge's server has refused in this run, and is therefore no longer sent. One per judge.
// Requests that were under way when something was learned are refused, too: a caller resends
// whenever this differs from what the request was made with.
struct learned_parameters {
    bool swap_token_cap = false; // the other of max_tokens / max_completion_tokens
    bool drop_temperature = false;
    bool drop_stream_options = false;
    bool drop_stream = false; // answers come whole then
    bool drop_structured_output = false;
    bool drop_reasoning_effort = false;
    friend bool operator==(const learned_parameters&, const learned_parameters&) = default;
};

// Reads one response. feed() as bytes arrive (any split gives the same outcome); finish() once.
class reply_decoder {
  public:
    virtual ~reply_decoder() = default;

    virtual void feed(std::string_view bytes) = 0;

    // True as soon as nothing further can change the outcome: the caller may stop reading.
    virtual bool satisfied() const noexcept = 0;

    virtual attempt_outcome finish(wire::body_end how) = 0;
};

class codec {
  public:
    virtual ~codec() = default;

    virtual std::string_view name() const noexcept = 0;

    // `target` is relative to the origin of judge.base_url and holds its path.
    virtual wire::http_request make_request(const judge_spec& judge, const prompt_messages& prompt,
                                            const learned_parameters& learned) const = 0;

    // `now` (wall clock) turns dates in headers into waits. The decoder keeps no reference to its
    // arguments. It serves every status: errors are bodies, too.
    virtual std::unique_ptr<reply_decoder>
    make_decoder(const judge_spec& judge, const wire::http_response_head& head,
                 std::chrono::system_clock::time_point now) const = 0;

    // Reads a refusal of a parameter. If it teaches something new, notes it in `learned` and
    // returns one sentence for the log ("temperature is no longer sent: …"); the caller resends.
    virtual std::optional<std::string> learn(const judge_spec& judge,
                                             const attempt_failure& refusal,
                                             learned_parameters& learned) const = 0;

    // Limits that the headers announce; all absent where they say nothing.
    virtual announced_limits read_limits(const wire::http_response_head& head,
                                         std::chrono::system_clock::time_point now) const = 0;
};

} // namespace preceptron::provider
