// Encodes a finished answer as the provider of the request's format would: one JSON body, or a
// stream of server-sent events.
#pragma once

#include "simulator/chat_request.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::simulator {

struct finished_answer {
    std::string id;           // "chatcmpl-…", "gen-…", "msg_…"
    std::int64_t created = 0; // seconds since the epoch
    std::string text;
    bool cut = false; // by the request's cap on tokens
    std::int64_t input_tokens = 0;
    std::int64_t output_tokens = 0;
};

// Events one after the other, each with its empty line. Events [opening, opening + pieces) carry
// the text.
struct event_stream {
    std::string bytes;
    std::vector<std::size_t> ends; // where each event ends in `bytes`
    std::size_t opening = 0;
    std::size_t pieces = 0;

    void end_event() { ends.push_back(bytes.size()); }
};

// The name a provider answers with: openai and azure resolve an alias to a dated snapshot.
std::string served_model(const chat_request& request);

std::string encode_json(const chat_request& request, const finished_answer& answer);

// The text comes in at most `pieces` events; in fewer when it has fewer characters.
event_stream encode_stream(const chat_request& request, const finished_answer& answer, int pieces);

std::string encode_model_list(provider_format format);

// `text` in at most `pieces` parts of about one length, cut between characters of UTF-8.
std::vector<std::string_view> split_text(std::string_view text, int pieces);

} // namespace preceptron::simulator
