// The head of an HTTP/1.1 response with the headers the real service sends: its request id, its
// rate limits in its own notation, and how long to wait.
#pragma once

#include "core/timestamp.hpp"
#include "simulator/limits.hpp"
#include "simulator/refusal.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace preceptron::simulator {

struct response_head {
    provider_format format = provider_format::openai;
    int status = 200;
    std::string_view content_type = "application/json";
    std::optional<std::size_t> content_length; // none = chunked
    bool keep_alive = true;
    bool head_only = false; // to a HEAD request: the length is that of a body which is not sent
    std::string_view request_id;
    std::chrono::milliseconds processing{0};
    timestamp now;
    const admission* limits = nullptr; // null = the limits were not asked
    const refusal* why = nullptr;      // null = an answer
};

// Appends the head with its empty line.
void append_head(std::string& out, const response_head& head);

// A wait in OpenAI's notation, Go's: "120ms", "1.5s", "6m0s".
std::string duration_text(std::chrono::milliseconds wait);

} // namespace preceptron::simulator
