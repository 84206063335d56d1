#include "simulator/reply_format.hpp"

#include "core/json_text.hpp"
#include "simulator/anthropic_reply.hpp"
#include "simulator/openai_reply.hpp"

#include <algorithm>

namespace preceptron::simulator {

std::string served_model(const chat_request& request) {
    const bool resolves =
        request.format == provider_format::openai || request.format == provider_format::azure;
    return resolves ? request.model + "-2026-11-01" : request.model;
}

std::string encode_json(const chat_request& request, const finished_answer& answer) {
    return request.format == provider_format::anthropic ? anthropic_json(request, answer)
                                                        : openai_json(request, answer);
}

event_stream encode_stream(const chat_request& request, const finished_answer& answer, int pieces) {
    return request.format == provider_format::anthropic ? anthropic_stream(request, answer, pieces)
                                                        : openai_stream(request, answer, pieces);
}

std::string encode_model_list(provider_format format) {
    constexpr std::string_view names[] = {"sim-strong", "sim-fair", "sim-noisy"};
    std::string body;
    json_writer json(body);
    json.begin_object();
    if (format != provider_format::anthropic)
        json.member("object", "list");
    json.key("data").begin_array();
    for (const std::string_view name : names) {
        json.begin_object().member("id", name);
        if (format == provider_format::anthropic)
            json.member("type", "model")
                .member("display_name", name)
                .member("created_at", "2026-11-01T00:00:00Z");
        else
            json.member("object", "model")
                .member("created", 1793491200)
                .member("owned_by", "preceptron");
        json.end_object();
    }
    json.end_array();
    if (format == provider_format::anthropic)
        json.member("has_more", false)
            .member("first_id", std::begin(names)[0])
            .member("last_id", std::end(names)[-1]);
    json.end_object();
    return body;
}

std::vector<std::string_view> split_text(std::string_view text, int pieces) {
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    for (int left = std::max(pieces, 1); begin < text.size(); --left) {
        std::size_t end = begin + std::max<std::size_t>(
                                      (text.size() - begin) / static_cast<std::size_t>(left), 1);
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
            ++end;
        parts.push_back(text.substr(begin, end - begin));
        begin = end;
    }
    return parts;
}

} // namespace preceptron::simulator
