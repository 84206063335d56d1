// A transcript's bytes cut into head and body, as an HTTP/1.1 client would.
#pragma once

#include "wire/http_message.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace preceptron::tests {

enum class framing { whole, until_close, broken };

struct response {
    wire::http_response_head head;
    std::string body; // without framing, as far as it came
    framing how = framing::whole;
};

// Nothing when the bytes hold no complete response head. Interim responses are skipped.
std::optional<response> read_response(std::string_view bytes);

// tests/transcripts/`name`, whole.
std::string read_transcript(const std::string& name);

} // namespace preceptron::tests
