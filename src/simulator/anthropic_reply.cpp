#include "simulator/anthropic_reply.hpp"

#include "core/json_text.hpp"

namespace preceptron::simulator {

namespace {

using std::string_view;

string_view stop_reason(const finished_answer& answer) {
    return answer.cut ? "max_tokens" : "end_turn";
}

// A message with `text` as its content; without text it is the one that opens a stream.
void write_message(json_writer& json, const chat_request& request, const finished_answer& answer,
                   const std::string* text) {
    json.begin_object().member("id", string_view(answer.id)).member("type", "message");
    json.member("role", "assistant").member("model", string_view(request.model));
    json.key("content").begin_array();
    if (text)
        json.begin_object().member("type", "text").member("text", string_view(*text)).end_object();
    json.end_array().key("stop_reason");
    if (text)
        json.value(stop_reason(answer));
    else
        json.null();
    json.key("stop_sequence").null().key("usage").begin_object();
    json.member("input_tokens", answer.input_tokens).member("cache_creation_input_tokens", 0);
    json.member("cache_read_input_tokens", 0);
    json.member("output_tokens", text ? answer.output_tokens : std::int64_t{1});
    json.member("service_tier", "standard").end_object().end_object();
}

void add_event(event_stream& events, string_view name, string_view body) {
    events.bytes.append("event: ").append(name).append("\ndata: ").append(body).append("\n\n");
    events.end_event();
}

void add_start(event_stream& events, const chat_request& request, const finished_answer& answer) {
    std::string body;
    json_writer json(body);
    json.begin_object().member("type", "message_start").key("message");
    write_message(json, request, answer, nullptr);
    json.end_object();
    add_event(events, "message_start", body);
}

void add_end(event_stream& events, const finished_answer& answer) {
    std::string body;
    json_writer json(body);
    json.begin_object().member("type", "message_delta").key("delta").begin_object();
    json.member("stop_reason", stop_reason(answer)).key("stop_sequence").null().end_object();
    json.key("usage").begin_object().member("output_tokens", answer.output_tokens);
    json.end_object().end_object();
    add_event(events, "message_delta", body);
}

} // namespace

std::string anthropic_json(const chat_request& request, const finished_answer& answer) {
    std::string body;
    json_writer json(body);
    write_message(json, request, answer, &answer.text);
    return body;
}

event_stream anthropic_stream(const chat_request& request, const finished_answer& answer,
                              int pieces) {
    const std::vector<string_view> parts = split_text(answer.text, pieces);
    event_stream events;
    add_start(events, request, answer);
    add_event(
        events, "content_block_start",
        R"({"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}})");
    add_event(events, "ping", R"({"type":"ping"})");
    events.opening = events.ends.size();
    events.pieces = parts.size();
    events.bytes.reserve(events.bytes.size() + parts.size() * 128 + 2 * answer.text.size() + 512);
    for (const string_view part : parts) {
        events.bytes +=
            "event: content_block_delta\ndata: "
            R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":)";
        append_json_string(events.bytes, part);
        events.bytes += "}}\n\n";
        events.end_event();
    }
    add_event(events, "content_block_stop", R"({"type":"content_block_stop","index":0})");
    add_end(events, answer);
    add_event(events, "message_stop", R"({"type":"message_stop"})");
    return events;
}

} // namespace preceptron::simulator
