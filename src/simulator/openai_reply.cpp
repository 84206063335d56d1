#include "simulator/openai_reply.hpp"

#include "core/json_text.hpp"

namespace preceptron::simulator {

namespace {

using enum provider_format;
using std::string_view;

// What OpenRouter says it charged: invented prices, USD per token.
constexpr double input_price = 0.5e-6;
constexpr double output_price = 1.5e-6;

constexpr string_view harmless =
    R"({"hate":{"filtered":false,"severity":"safe"},"self_harm":{"filtered":false,"severity":"safe"},)"
    R"("sexual":{"filtered":false,"severity":"safe"},"violence":{"filtered":false,"severity":"safe"}})";
constexpr string_view prompt_filter =
    R"([{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false,"severity":"safe"},)"
    R"("self_harm":{"filtered":false,"severity":"safe"},"sexual":{"filtered":false,"severity":"safe"},)"
    R"("violence":{"filtered":false,"severity":"safe"},"jailbreak":{"filtered":false,"detected":false}}}])";

string_view finish_of(const finished_answer& answer) {
    return answer.cut ? "length" : "stop";
}

void write_usage(json_writer& json, const chat_request& request, const finished_answer& answer) {
    json.begin_object().member("prompt_tokens", answer.input_tokens);
    json.member("completion_tokens", answer.output_tokens);
    json.member("total_tokens", answer.input_tokens + answer.output_tokens);
    if (request.format == openrouter)
        json.member("cost", static_cast<double>(answer.input_tokens) * input_price +
                                static_cast<double>(answer.output_tokens) * output_price)
            .member("is_byok", false);
    json.key("prompt_tokens_details").begin_object().member("cached_tokens", 0);
    json.member("audio_tokens", 0).end_object();
    json.key("completion_tokens_details").begin_object().member("reasoning_tokens", 0);
    json.member("audio_tokens", 0).end_object().end_object();
}

// The members every object of an answer repeats.
void write_identity(json_writer& json, const chat_request& request, const finished_answer& answer,
                    string_view kind) {
    json.member("id", string_view(answer.id)).member("object", kind);
    json.member("created", answer.created).member("model", string_view(served_model(request)));
    if (request.format == openrouter)
        json.member("provider", "Simulator");
    else
        json.member("system_fingerprint", "fp_simulator");
    if (request.format == openai)
        json.member("service_tier", "default");
}

// Either a finish reason or null, and the dialect's word for it.
void write_finish(json_writer& json, const chat_request& request, string_view finish) {
    for (const char* name : {"finish_reason", "native_finish_reason"}) {
        if (name[0] == 'n' && request.format != openrouter)
            continue;
        json.key(name);
        if (finish.empty())
            json.null();
        else
            json.value(finish);
    }
    json.key("logprobs").null();
}

// A chunk with one choice. `delta` is a JSON object's text.
void write_chunk(json_writer& json, const chat_request& request, const finished_answer& answer,
                 string_view delta, string_view finish) {
    json.begin_object();
    write_identity(json, request, answer, "chat.completion.chunk");
    json.key("choices").begin_array().begin_object().member("index", 0);
    if (request.format == azure)
        json.key("content_filter_results").raw(finish.empty() ? harmless : string_view("{}"));
    json.key("delta").raw(delta);
    write_finish(json, request, finish);
    json.end_object().end_array();
    if (request.format != openrouter)
        json.key("usage").null();
    json.end_object();
}

void add_chunk(event_stream& events, const chat_request& request, const finished_answer& answer,
               string_view delta, string_view finish) {
    events.bytes += "data: ";
    json_writer json(events.bytes);
    write_chunk(json, request, answer, delta, finish);
    events.bytes += "\n\n";
    events.end_event();
}

void add_comment(event_stream& events) {
    events.bytes += ": OPENROUTER PROCESSING\n\n";
    events.end_event();
}

// A content chunk differs from its neighbours in the text alone, so the rest is encoded once.
void add_text(event_stream& events, const chat_request& request, const finished_answer& answer,
              const std::vector<string_view>& pieces) {
    // No JSON string holds a raw line feed, so the first one in the chunk is this one.
    constexpr string_view hole = "\n";
    const string_view before_text =
        request.format == openrouter ? R"({"role":"assistant","content":)" : R"({"content":)";
    std::string chunk = "data: ";
    json_writer json(chunk);
    write_chunk(json, request, answer, std::string(before_text) + std::string(hole) + "}", {});
    chunk += "\n\n";
    const std::size_t at = chunk.find(hole);
    const string_view head = string_view(chunk).substr(0, at);
    const string_view tail = string_view(chunk).substr(at + hole.size());

    events.bytes.reserve(events.bytes.size() + pieces.size() * (chunk.size() + 8) +
                         2 * answer.text.size() + 4 * chunk.size());
    for (const string_view piece : pieces) {
        events.bytes += head;
        append_json_string(events.bytes, piece);
        events.bytes += tail;
        events.end_event();
    }
}

// Azure sends what its filter thinks of the prompt before anything else.
void add_prompt_filter(event_stream& events) {
    events.bytes += "data: ";
    json_writer json(events.bytes);
    json.begin_object().key("choices").begin_array().end_array().member("created", 0);
    json.member("id", "").member("model", "").member("object", "");
    json.key("prompt_filter_results").raw(prompt_filter).end_object();
    events.bytes += "\n\n";
    events.end_event();
}

void add_usage(event_stream& events, const chat_request& request, const finished_answer& answer) {
    events.bytes += "data: ";
    json_writer json(events.bytes);
    json.begin_object();
    write_identity(json, request, answer, "chat.completion.chunk");
    json.key("choices").begin_array();
    if (request.format == openrouter) {
        json.begin_object().member("index", 0).key("delta");
        json.raw(R"({"role":"assistant","content":""})");
        write_finish(json, request, {});
        json.end_object();
    }
    json.end_array().key("usage");
    write_usage(json, request, answer);
    json.end_object();
    events.bytes += "\n\n";
    events.end_event();
}

} // namespace

std::string openai_json(const chat_request& request, const finished_answer& answer) {
    std::string body;
    json_writer json(body);
    json.begin_object();
    write_identity(json, request, answer, "chat.completion");
    json.key("choices").begin_array().begin_object().member("index", 0);
    json.key("message").begin_object().member("role", "assistant");
    json.member("content", string_view(answer.text)).key("refusal").null();
    if (request.format == openrouter)
        json.key("reasoning").null();
    else
        json.key("annotations").begin_array().end_array();
    json.end_object();
    write_finish(json, request, finish_of(answer));
    if (request.format == azure)
        json.key("content_filter_results").raw(harmless);
    json.end_object().end_array();
    if (request.format == azure)
        json.key("prompt_filter_results").raw(prompt_filter);
    json.key("usage");
    write_usage(json, request, answer);
    json.end_object();
    return body;
}

event_stream openai_stream(const chat_request& request, const finished_answer& answer, int pieces) {
    const std::vector<string_view> parts = split_text(answer.text, pieces);
    event_stream events;
    if (request.format == openrouter)
        add_comment(events);
    if (request.format == azure)
        add_prompt_filter(events);
    add_chunk(events, request, answer, R"({"role":"assistant","content":"","refusal":null})", {});
    events.opening = events.ends.size();
    events.pieces = parts.size();
    add_text(events, request, answer, parts);
    add_chunk(events, request, answer,
              request.format == openrouter ? R"({"role":"assistant","content":""})" : "{}",
              finish_of(answer));
    if (request.include_usage || request.format == openrouter)
        add_usage(events, request, answer);
    events.bytes += "data: [DONE]\n\n";
    events.end_event();
    return events;
}

} // namespace preceptron::simulator
