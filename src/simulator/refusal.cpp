#include "simulator/refusal.hpp"

#include "core/json_text.hpp"

#include <utility>

namespace preceptron::simulator {

namespace {

using enum provider_format;

// Anthropic and OpenRouter name the kind of every error by its status.
std::string type_by_status(provider_format format, int status) {
    struct names {
        int status;
        const char* anthropic;
        const char* openrouter;
    };
    static constexpr names table[] = {
        {400, "invalid_request_error", "invalid_request"},
        {401, "authentication_error", "unauthorized"},
        {402, "billing_error", "payment_required"},
        {404, "not_found_error", "not_found"},
        {405, "invalid_request_error", "method_not_allowed"},
        {413, "request_too_large", "payload_too_large"},
        {429, "rate_limit_error", "rate_limit_exceeded"},
        {500, "api_error", "server"},
        {529, "overloaded_error", "provider_overloaded"},
    };
    for (const names& row : table)
        if (row.status == status)
            return format == anthropic ? row.anthropic : row.openrouter;
    return {};
}

refusal make(provider_format format, int status, std::string message) {
    refusal made;
    made.format = format;
    made.status = status;
    made.message = std::move(message);
    if (format == anthropic || format == openrouter)
        made.type = type_by_status(format, status);
    else if (format == openai)
        made.type = status >= 500 ? "server_error" : "invalid_request_error";
    else
        made.code = std::to_string(status);
    if (format == anthropic && (status == 429 || status >= 500))
        made.should_retry = true;
    else if (format == anthropic)
        made.should_retry = false;
    return made;
}

void value_or_null(json_writer& json, std::string_view name, const std::string& text) {
    json.key(name);
    if (text.empty())
        json.null();
    else
        json.value(std::string_view(text));
}

void write_openai_error(json_writer& json, const refusal& why) {
    json.begin_object().member("message", std::string_view(why.message));
    value_or_null(json, "type", why.type);
    value_or_null(json, "param", why.param);
    value_or_null(json, "code", why.code);
    json.end_object();
}

void write_openrouter_error(json_writer& json, const refusal& why) {
    json.begin_object().member("code", why.status).member("message", std::string_view(why.message));
    json.key("metadata").begin_object().member("error_type", std::string_view(why.type));
    json.end_object().end_object();
}

void write_anthropic_body(json_writer& json, const refusal& why, std::string_view request_id) {
    json.begin_object().member("type", "error").key("error").begin_object();
    json.member("type", std::string_view(why.type))
        .member("message", std::string_view(why.message));
    json.end_object().member("request_id", request_id).end_object();
}

void write_azure_error(json_writer& json, const refusal& why) {
    if (!why.type.empty())
        return write_openai_error(json, why);
    json.begin_object().member("code", std::string_view(why.code));
    json.member("message", std::string_view(why.message)).end_object();
}

} // namespace

std::string error_body(const refusal& why, std::string_view request_id) {
    std::string body;
    json_writer json(body);
    if (why.format == anthropic) {
        write_anthropic_body(json, why, request_id);
        return body;
    }
    json.begin_object().key("error");
    if (why.format == openrouter)
        write_openrouter_error(json, why);
    else if (why.format == azure)
        write_azure_error(json, why);
    else
        write_openai_error(json, why);
    if (why.format == openrouter)
        json.member("user_id", "user_simulated");
    json.end_object();
    return body;
}

std::string error_event(const refusal& why, std::string_view request_id, std::string_view model) {
    std::string event;
    if (why.format == anthropic) {
        event = "event: error\ndata: " + error_body(why, request_id);
    } else if (why.format == openrouter) {
        event = "data: ";
        json_writer json(event);
        json.begin_object().member("id", request_id).member("object", "chat.completion.chunk");
        json.member("model", model).key("choices").begin_array().begin_object().member("index", 0);
        json.key("delta").begin_object().member("role", "assistant").member("content", "");
        json.end_object().member("finish_reason", "error").member("native_finish_reason", "error");
        json.end_object().end_array().key("error");
        write_openrouter_error(json, why);
        json.end_object();
    } else {
        event = "data: " + error_body(why, request_id);
    }
    return event + "\n\n";
}

refusal bad_request(provider_format format, std::string message, std::string param,
                    std::string code) {
    refusal made = make(format, 400, std::move(message));
    if (format == azure) {
        made.type = "invalid_request_error";
        made.code.clear();
    }
    if (format == openai || format == azure) {
        made.param = std::move(param);
        made.code = std::move(code);
    }
    return made;
}

refusal unreadable_body(provider_format format) {
    return bad_request(format, "The body of the request could not be read as JSON.");
}

refusal body_too_large(provider_format format) {
    return make(format, 413, "The request exceeds the maximum size.");
}

refusal no_such_path(provider_format format, std::string_view method, std::string_view path) {
    if (format == azure)
        return make(format, 404, "Resource not found");
    return make(format, 404, "Invalid URL (" + std::string(method) + " " + std::string(path) + ")");
}

refusal wrong_method(provider_format format, std::string_view method, std::string_view path) {
    return make(format, 405,
                "Method " + std::string(method) + " is not allowed on " + std::string(path));
}

refusal wrong_key(provider_format format, bool missing) {
    switch (format) {
    case openai: {
        refusal made =
            make(format, 401,
                 missing ? "You didn't provide an API key." : "Incorrect API key provided.");
        if (!missing)
            made.code = "invalid_api_key";
        return made;
    }
    case openrouter:
        return make(format, 401, missing ? "No auth credentials found" : "User not found.");
    case anthropic:
        return make(format, 401, missing ? "x-api-key header is required" : "invalid x-api-key");
    case azure:
        break;
    }
    return make(format, 401,
                "Access denied due to invalid subscription key or wrong API endpoint.");
}

refusal no_quota(provider_format format) {
    switch (format) {
    case openrouter:
        return make(format, 402, "Insufficient credits.");
    case anthropic: {
        refusal made = make(format, 429, "Your organization has reached its monthly usage limit.");
        made.should_retry = false;
        return made;
    }
    case openai:
    case azure:
        break;
    }
    refusal made = make(format, 429,
                        "You exceeded your current quota, please check your plan and billing "
                        "details.");
    made.type = made.code = "insufficient_quota";
    return made;
}

refusal model_gone(provider_format format, std::string_view model) {
    const std::string name(model);
    switch (format) {
    case openrouter:
        return make(format, 404, "No endpoints found for " + name + ".");
    case anthropic:
        return make(format, 404, "model: " + name);
    case azure: {
        refusal made = make(format, 404, "The API deployment for this resource does not exist.");
        made.code = "DeploymentNotFound";
        return made;
    }
    case openai:
        break;
    }
    refusal made = make(format, 404,
                        "The model `" + name + "` does not exist or you do not have access to it.");
    made.code = "model_not_found";
    return made;
}

refusal server_error(provider_format format) {
    return make(format, 500, "The server had an error while processing your request.");
}

refusal overloaded(provider_format format) {
    return make(format, 529, "Overloaded");
}

refusal rate_limited(provider_format format, std::string_view model, const exceeded_limit& hit) {
    const auto seconds = std::to_string((hit.retry_after.count() + 999) / 1000);
    const std::string what(hit.what);
    std::string message;
    if (format == openai)
        message = "Rate limit reached for " + std::string(model) + " on " + what +
                  " per min: Limit " + std::to_string(hit.limit) + ", Used " +
                  std::to_string(hit.used) + ", Requested " + std::to_string(hit.requested) +
                  ". Please try again in " + std::to_string(hit.retry_after.count()) + "ms.";
    else if (format == azure)
        message = "Requests to the ChatCompletions_Create Operation have exceeded the " +
                  what.substr(0, what.size() - 1) + " rate limit. Please retry after " + seconds +
                  " seconds.";
    else
        message = "This request would exceed the rate limit of " + std::to_string(hit.limit) + " " +
                  what + " per minute.";
    refusal made = make(format, 429, std::move(message));
    made.rate_limited = true;
    made.retry_after = hit.retry_after;
    if (format == openai) {
        made.type = what;
        made.code = "rate_limit_exceeded";
    }
    return made;
}

refusal too_large(provider_format format, std::string_view model, const exceeded_limit& hit) {
    refusal made = rate_limited(format, model, hit);
    made.message = "Request too large for " + std::string(model) + " on tokens per min: Limit " +
                   std::to_string(hit.limit) + ", Requested " + std::to_string(hit.requested) + ".";
    made.retry_after.reset();
    if (format == anthropic)
        made.should_retry = false;
    return made;
}

} // namespace preceptron::simulator
