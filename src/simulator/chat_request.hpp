// A request as the simulated provider understands it, whatever format it came in.
#pragma once

#include "simulator/provider_format.hpp"
#include "simulator/refusal.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace preceptron::simulator {

// The parts of an HTTP request that matter; a header that is absent is empty.
struct incoming_request {
    std::string_view method;
    std::string_view target;
    std::string_view authorization;
    std::string_view x_api_key;
    std::string_view api_key;
    std::string_view anthropic_version;
    std::string_view body;
};

enum class answer_form { text, json_object, json_schema };

struct chat_request {
    provider_format format = provider_format::openai;
    std::string key;   // "" = none was sent
    std::string model; // azure's dated form: the deployment
    std::string system;
    std::string user;
    bool stream = false;
    bool include_usage = false;
    std::optional<std::int64_t> max_tokens;
    answer_form form = answer_form::text;
};

// GET …/models
struct model_list_request {
    provider_format format = provider_format::openai;
    std::string key;
};

struct refused_request {
    provider_format format = provider_format::openai;
    refusal why;
};

using parsed_request = std::variant<chat_request, model_list_request, refused_request>;

// The path decides the format: /v1/chat/completions openai, /api/v1/chat/completions openrouter,
// /v1/messages anthropic, /openai/deployments/{d}/chat/completions?api-version=… and
// /openai/v1/chat/completions azure; …/models lists the models of the same four.
// `refused`: parameters that this model does not take, as real ones do not take each other's.
parsed_request parse_request(const incoming_request& request,
                             std::span<const std::string> refused = {});

} // namespace preceptron::simulator
