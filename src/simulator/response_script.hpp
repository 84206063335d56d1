// A response as a connection plays it: the bytes, where each write ends, when the writes happen,
// and what becomes of the connection. All faults are already in it.
#pragma once

#include "simulator/fault.hpp"
#include "simulator/reply_format.hpp"
#include "simulator/response_head.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace preceptron::simulator {

struct response_script {
    enum class ending {
        keep,  // ready for the next request
        close, // an orderly close
        reset, // TCP reset
        stall, // silence until the client goes away
    };

    std::string bytes;
    std::vector<std::size_t> writes; // where each write ends in `bytes`
    std::chrono::milliseconds first_after{0};
    std::chrono::milliseconds gap{0}; // between writes
    ending end = ending::keep;
};

struct pace {
    std::chrono::milliseconds ttft{0};
    std::chrono::milliseconds gap{0};
    bool single_write = false; // a whole stream at once, after `ttft`
    std::chrono::milliseconds most_ttft{0}; // when longer than `ttft`: evenly spread up to this
};

// `head` lacks its content type and length. `error` is what the fault error-event reports.
// `fault` is one of those that happen under status 200, or nothing.
response_script script_stream(response_head head, event_stream events, const pace& timing,
                              std::optional<fault> fault, const std::string& error);

// One body, complete after `after`.
response_script script_body(response_head head, std::string body, std::chrono::milliseconds after,
                            std::optional<fault> fault, const std::string& error);

} // namespace preceptron::simulator
