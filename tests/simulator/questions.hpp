// The question tests put to a running simulator, in every format.
#pragma once

#include "loopback_client.hpp"

#include <boost/json.hpp>

#include <string>

namespace preceptron::simulator {

inline server_settings quick() {
    server_settings settings;
    settings.ttft = settings.gap = std::chrono::milliseconds(0);
    settings.events = 5;
    return settings;
}

inline boost::beast::http::request<boost::beast::http::string_body>
question(const std::string& target, bool stream) {
    boost::beast::http::request<boost::beast::http::string_body> request(
        boost::beast::http::verb::post, target, 11);
    request.set(boost::beast::http::field::host, "127.0.0.1");
    request.set(boost::beast::http::field::content_type, "application/json");
    request.set(boost::beast::http::field::authorization, "Bearer k");
    request.set("anthropic-version", "2023-06-01");
    request.body() = R"({"model":"sim-strong","max_tokens":900,"messages":[{"role":"user",)"
                     R"("content":"<reference>gout</reference><answer>gout</answer>"}],"stream":)" +
                     std::string(stream ? "true}" : "false}");
    request.prepare_payload();
    return request;
}

struct format_case {
    const char* target;
    const char* text_in_body;
    const char* text_in_event;
    const char* last_event;
};
inline constexpr format_case formats[] = {
    {"/v1/chat/completions", "/choices/0/message/content", "/choices/0/delta/content",
     "data: [DONE]\n\n"},
    {"/api/v1/chat/completions", "/choices/0/message/content", "/choices/0/delta/content",
     "data: [DONE]\n\n"},
    {"/v1/messages", "/content/0/text", "/delta/text",
     "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"},
    {"/openai/deployments/sim-strong/chat/completions?api-version=2024-10-21",
     "/choices/0/message/content", "/choices/0/delta/content", "data: [DONE]\n\n"},
    {"/openai/v1/chat/completions", "/choices/0/message/content", "/choices/0/delta/content",
     "data: [DONE]\n\n"},
};

inline std::string streamed_text(const std::string& body, const char* pointer) {
    std::string text;
    for (std::size_t at = body.find("data: {"); at != std::string::npos;
         at = body.find("data: {", at + 1)) {
        const boost::json::value event = boost::json::parse(
            std::string_view(body).substr(at + 6, body.find("\n\n", at) - at - 6));
        boost::system::error_code error;
        if (const boost::json::value* piece = event.find_pointer(pointer, error))
            text += std::string_view(piece->as_string());
    }
    return text;
}

inline http_answer ask(loopback_client& client, const std::string& target, bool stream) {
    client.send(question(target, stream));
    http_answer answer;
    const auto error = client.receive(answer);
    BOOST_REQUIRE_MESSAGE(!error, error.message());
    return answer;
}

} // namespace preceptron::simulator
