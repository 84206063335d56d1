#include "provider/error_body.hpp"

#include "provider/json_fields.hpp"

#include <charconv>

namespace preceptron::provider {

namespace {

// A number, or a word, or a number in quotes: 401, "invalid_api_key", "401".
void assign_code(server_error& e, const json_node& from, std::string_view name) {
    e.code = find_string(from, name);
    if (const auto number = find_count(from, name); number && e.code.empty())
        e.code = std::to_string(*number);
    int status = 0;
    const char* const end = e.code.data() + e.code.size();
    const auto [digits_end, problem] = std::from_chars(e.code.data(), end, status);
    if (problem == std::errc() && digits_end == end && status >= 400 && status < 600)
        e.status = status;
}

void assign_if_empty(std::string& field, std::string_view value) {
    if (field.empty())
        field = value;
}

// OpenRouter's and Azure's additions.
void read_details(server_error& e, const json_node& error) {
    assign_if_empty(e.type, find_string(error, "error_type"));
    if (const auto status = find_count(error, "http_status"); status && !e.status && *status < 600)
        e.status = static_cast<int>(*status);
    if (const auto* metadata = find_object(error, "metadata")) {
        assign_if_empty(e.type, find_string(*metadata, "error_type"));
        e.upstream = find_string(*metadata, "raw");
        e.moderated = find_member(*metadata, "flagged_input") || find_member(*metadata, "reasons");
    }
    if (const auto* availability = find_object(error, "availability")) {
        e.reason = find_string(*availability, "code");
        e.retry_after = find_number(*availability, "retry_after");
        e.may_be_retried = find_bool(*availability, "retryable");
    }
    if (const auto* inner = find_object(error, "innererror")) {
        e.reason = find_string(*inner, "code");
        e.moderated = e.moderated || find_member(*inner, "content_filter_result");
    }
}

server_error read_error_object(const json_node& error) {
    server_error e;
    assign_code(e, error, "code");
    e.type = find_string(error, "type");
    e.param = find_string(error, "param");
    e.message = find_string(error, "message");
    read_details(e, error);
    return e;
}

// The last element, if it is a string.
std::string_view last_text(const json_node& list) {
    const json_node* last = nullptr;
    for (const json_node& element : list)
        last = &element;
    return last ? last->text() : std::string_view();
}

// FastAPI: {"detail": "text"} or {"detail": [{"loc": ["body", "model"], "msg": "text"}]}.
std::optional<server_error> read_detail(const json_node& body) {
    server_error e;
    e.message = find_string(body, "detail");
    if (const auto* list = find_array(body, "detail"))
        for (const json_node& element : *list) {
            const json_node* const item = element.if_object();
            if (!item)
                continue;
            assign_if_empty(e.type, find_string(*item, "type"));
            assign_if_empty(e.message, find_string(*item, "msg"));
            if (const json_node* const place = find_array(*item, "loc"))
                assign_if_empty(e.param, last_text(*place));
        }
    if (e.message.empty() && e.type.empty())
        return {};
    return e;
}

} // namespace

std::optional<server_error> find_error(const json_node& body) {
    std::optional<server_error> e;
    const json_node* const error = find_member(body, "error");
    if (error && error->if_object() && !error->empty()) {
        e = read_error_object(*error);
    } else if (error && !error->text().empty()) {
        e.emplace().message = error->text();
        assign_code(*e, body, "code");
    } else if (const auto number = error ? find_count(body, "error") : std::nullopt;
               number && *number != 0) {
        assign_code(e.emplace(), body, "error");
        e->message = find_string(body, "message");
    } else if (find_string(body, "object") == "error" || find_string(body, "type") == "error") {
        e = read_error_object(body);
    }
    if (e)
        e->request_id = find_string(body, "request_id");
    return e;
}

std::optional<server_error> read_error_body(const json_node& body) {
    const json_node* object = body.if_object();
    if (body.is(json_node::kind::array) && !body.empty())
        object = body.begin()->if_object();
    if (!object)
        return {};
    if (auto e = find_error(*object))
        return e;
    if (auto e = read_detail(*object))
        return e;
    server_error e = read_error_object(*object);
    if (e.code.empty())
        assign_code(e, *object, "statusCode");
    if (e.message.empty() && e.code.empty())
        return {};
    return e;
}

} // namespace preceptron::provider
