#include "simulator/chat_request.hpp"

#include "core/ascii.hpp"
#include "simulator/request_path.hpp"

#include <boost/json.hpp>

namespace preceptron::simulator {

namespace {

namespace json = boost::json;
using std::string_view;

const json::value* member(const json::object& object, string_view name) {
    const json::value* found = object.if_contains(name);
    return found && !found->is_null() ? found : nullptr;
}

string_view text_of(const json::value* value) {
    const json::string* text = value ? value->if_string() : nullptr;
    return text ? string_view(*text) : string_view();
}

bool is_true(const json::value* value) {
    const bool* flag = value ? value->if_bool() : nullptr;
    return flag && *flag;
}

// Content is a string or an array of parts, of which the text parts count.
void append_content(std::string& out, const json::value* content) {
    if (!content)
        return;
    const auto append = [&out](string_view text) {
        if (!out.empty() && !text.empty())
            out += '\n';
        out += text;
    };
    if (content->is_string())
        return append(text_of(content));
    if (const json::array* parts = content->if_array())
        for (const json::value& part : *parts)
            if (const json::object* object = part.if_object())
                append(text_of(member(*object, "text")));
}

std::string key_of(const incoming_request& request) {
    constexpr string_view bearer = "bearer "; // in either case (RFC 9110, 11.1)
    if (!request.x_api_key.empty())
        return std::string(request.x_api_key);
    if (!request.api_key.empty())
        return std::string(request.api_key);
    if (ascii_lower(request.authorization.substr(0, bearer.size())) == bearer)
        return std::string(request.authorization.substr(bearer.size()));
    return {};
}

// Fills `chat.system` and `chat.user`; false when there is no message of a user.
bool read_messages(const json::object& body, chat_request& chat) {
    const json::value* messages = member(body, "messages");
    if (!messages || !messages->is_array())
        return false;
    bool asked = false;
    for (const json::value& message : messages->get_array()) {
        const json::object* object = message.if_object();
        if (!object)
            return false;
        const string_view role = text_of(member(*object, "role"));
        if (role == "system" || role == "developer")
            append_content(chat.system, member(*object, "content"));
        if (role == "user")
            append_content(chat.user, member(*object, "content"));
        asked |= role == "user";
    }
    return asked;
}

answer_form read_form(const json::object& body) {
    const json::value* wanted = member(body, "response_format");
    if (!wanted)
        if (const json::value* config = member(body, "output_config");
            config && config->is_object())
            wanted = member(config->get_object(), "format");
    if (!wanted || !wanted->is_object())
        return answer_form::text;
    const string_view type = text_of(member(wanted->get_object(), "type"));
    if (type == "json_object")
        return answer_form::json_object;
    return type == "json_schema" ? answer_form::json_schema : answer_form::text;
}

// Nothing when the cap is absent; a refusal when it is no positive number.
std::optional<refusal> read_cap(const json::object& body, chat_request& chat) {
    for (const char* name : {"max_completion_tokens", "max_tokens"}) {
        const json::value* cap = member(body, name);
        if (!cap)
            continue;
        const std::int64_t* number = cap->if_int64();
        if (!number || *number < 1)
            return bad_request(chat.format, std::string(name) + ": must be a positive integer",
                               name, "invalid_value");
        chat.max_tokens = *number;
        return {};
    }
    return {};
}

std::optional<refusal> anthropic_objection(const incoming_request& request,
                                           const json::object& body, const chat_request& chat) {
    if (request.anthropic_version.empty())
        return bad_request(chat.format, "anthropic-version: header is required");
    if (!chat.max_tokens)
        return bad_request(chat.format, "max_tokens: Field required");
    // From this version of the interface on, sampling is no longer the caller's to choose.
    if (request.anthropic_version >= "2026-10-21")
        for (const char* name : {"temperature", "top_p", "top_k"})
            if (member(body, name))
                return bad_request(chat.format,
                                   std::string(name) + ": Extra inputs are not permitted");
    return {};
}

refusal unsupported(provider_format format, const std::string& parameter) {
    return bad_request(format,
                       "Unsupported parameter: '" + parameter + "' is not supported with this model.",
                       parameter, "unsupported_parameter");
}

bool mentions_json(const chat_request& chat) {
    for (const std::string* text : {&chat.system, &chat.user})
        for (const char* word : {"JSON", "json", "Json"})
            if (text->find(word) != std::string::npos)
                return true;
    return false;
}

std::optional<refusal> openai_objection(const json::object& body, const chat_request& chat) {
    if (member(body, "stream_options") && !chat.stream)
        return bad_request(chat.format, "stream_options is only allowed when stream is enabled",
                           "stream_options");
    if (chat.form == answer_form::json_object && !mentions_json(chat))
        return bad_request(chat.format,
                           "messages must contain the word json to use response_format json_object",
                           "messages");
    return {};
}

std::optional<refusal> read_body(const incoming_request& request, const json::object& body,
                                 chat_request& chat) {
    if (chat.model.empty())
        chat.model = text_of(member(body, "model"));
    if (chat.model.empty())
        return bad_request(chat.format, "model: Field required", "model",
                           "missing_required_parameter");
    append_content(chat.system, member(body, "system"));
    if (!read_messages(body, chat))
        return bad_request(chat.format, "messages: must hold a message of the user", "messages",
                           "missing_required_parameter");
    if (auto objection = read_cap(body, chat))
        return objection;
    chat.stream = is_true(member(body, "stream"));
    chat.form = read_form(body);
    if (const json::value* options = member(body, "stream_options");
        options && options->is_object())
        chat.include_usage = is_true(member(options->get_object(), "include_usage"));
    return chat.format == provider_format::anthropic ? anthropic_objection(request, body, chat)
                                                     : openai_objection(body, chat);
}

} // namespace

parsed_request parse_request(const incoming_request& request,
                             std::span<const std::string> refused) {
    const request_path path = read_path(request.target, !request.anthropic_version.empty());
    const auto refuse = [&path](refusal why) {
        return refused_request{path.format, std::move(why)};
    };
    if (path.what == endpoint::none)
        return refuse(no_such_path(path.format, request.method, path.text));
    if (request.method != (path.what == endpoint::models ? "GET" : "POST"))
        return refuse(wrong_method(path.format, request.method, path.text));
    if (path.what == endpoint::models)
        return model_list_request{path.format, key_of(request)};

    // The tree lives as long as this function: its nodes need no freeing one by one.
    unsigned char first_block[4096];
    json::monotonic_resource memory(first_block);
    json::error_code error;
    const json::value body = json::parse(request.body, error, &memory);
    if (error || !body.is_object())
        return refuse(unreadable_body(path.format));
    chat_request chat;
    chat.format = path.format;
    chat.key = key_of(request);
    chat.model = path.deployment;
    for (const std::string& parameter : refused)
        if (member(body.get_object(), parameter))
            return refuse(unsupported(path.format, parameter));
    if (auto objection = read_body(request, body.get_object(), chat))
        return refuse(*std::move(objection));
    return chat;
}

} // namespace preceptron::simulator
