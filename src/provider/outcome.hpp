// From all that was read of a response to a reply or a failure.
#pragma once

#include "benchmark/attempt.hpp"
#include "provider/answer.hpp"
#include "provider/error_verdict.hpp"
#include "wire/http_message.hpp"

#include <string>
#include <string_view>

namespace preceptron::provider {

// What is said of a body that is no JSON; nobody doubts the address of a judge that has answered.
inline constexpr std::string_view address_in_doubt = ": check that base_url is an API's address";

// Why a body could not be used as it came.
enum class body_fault { none, not_json, half_json, too_large, compressed };

struct response_facts {
    int status = 0;
    bool streamed = false;
    body_fault fault = body_fault::none;
    wire::body_end end = wire::body_end::complete;
    provider::answer answer;
    bool ended_before_error = false; // an event before the error's had the finish reason
    retry_advice advice;
    std::string request_id;
    std::string raw; // of a body: its beginning; of a stream: the event that mattered, if one did
    std::string unknown_event; // with which a stream began: the server's words, maybe
};

// A stream is whole once a finish reason was seen, whatever follows it and however it ended, unless
// that is a content filter, or an error behind an answer without text; a body is when all of it
// came. The usage of a stream that ends before has no output: its cost is unknown, unless the
// provider has named it. Missing usage makes no failure.
attempt_outcome conclude(response_facts facts, const answer_format& format);

} // namespace preceptron::provider
