#include "provider/error_body.hpp"

#include "provider/json_fields.hpp"
#include "provider/word_search.hpp"

#include <charconv>
#include <utility>

namespace preceptron::provider {

namespace {

bool is_error_status(std::int64_t number) noexcept {
    return number >= 400 && number < 600;
}

// A number, or a word, or a number in quotes: 401, "invalid_api_key", "401".
void assign_code(server_error& e, const json_node& from, std::string_view name) {
    e.code = find_string(from, name);
    if (const auto number = find_count(from, name); number && e.code.empty())
        e.code = std::to_string(*number);
    int status = 0;
    const char* const end = e.code.data() + e.code.size();
    const auto [digits_end, problem] = std::from_chars(e.code.data(), end, status);
    if (problem == std::errc() && digits_end == end && is_error_status(status))
        e.status = status;
}

void assign_if_empty(std::string& field, std::string_view value) {
    if (field.empty())
        field = value;
}

// OpenRouter's and Azure's additions.
void read_details(server_error& e, const json_node& error) {
    assign_if_empty(e.type, find_string(error, "error_type"));
    if (const auto status = find_count(error, "http_status");
        status && !e.status && is_error_status(*status))
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

// Where in the request: ["body", "response_format", "type"] is response_format.type.
std::string place_in_request(const json_node& path) {
    std::string place;
    for (const json_node& step : path) {
        const bool is_index =
            step.is(json_node::kind::number) && step.number() >= 0 && step.number() < 1e6;
        const std::string name =
            is_index ? std::to_string(static_cast<int>(step.number())) : std::string(step.text());
        if (!name.empty() && !(place.empty() && name == "body"))
            place += (place.empty() ? "" : ".") + name;
    }
    return place;
}

server_error read_objection(const json_node& item) {
    server_error e;
    e.type = find_string(item, "type");
    e.message = find_string(item, "msg");
    if (const json_node* const path = find_array(item, "loc"))
        e.param = place_in_request(*path);
    if (!e.param.empty() && !e.message.empty())
        e.message.insert(0, e.param + ": ");
    return e;
}

// FastAPI: {"detail": "text"} or {"detail": [{"loc": ["body", "model"], "msg": "text"}, …]}.
std::optional<server_error> read_detail(const json_node& body) {
    if (const json_node* const object = find_object(body, "detail"))
        return read_error_body(*object);
    server_error e;
    e.message = find_string(body, "detail");
    constexpr std::size_t most = 20;
    std::vector<server_error> objections;
    if (const json_node* const list = find_array(body, "detail"))
        for (const json_node& element : *list)
            if (const json_node* const item = element.if_object(); item && objections.size() < most)
                if (server_error each = read_objection(*item);
                    !each.message.empty() || !each.type.empty())
                    objections.push_back(std::move(each));
    if (!objections.empty()) {
        e = std::move(objections.front());
        objections.erase(objections.begin());
        e.further = std::move(objections);
    }
    if (e.message.empty() && e.type.empty())
        return {};
    return e;
}

server_error read_error_object(const json_node& error) {
    server_error e;
    // Mistral puts FastAPI's list where others have a sentence.
    const json_node* const inside = find_object(error, "message");
    if (auto detail = inside ? read_detail(*inside) : std::nullopt)
        e = *std::move(detail);
    assign_code(e, error, "code");
    assign_if_empty(e.type, find_string(error, "type"));
    assign_if_empty(e.param, find_string(error, "param"));
    assign_if_empty(e.message, find_string(error, "message"));
    read_details(e, error);
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
    if (!body.text().empty())
        return read_plain_error(body.text());
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

std::optional<server_error> read_plain_error(std::string_view body) {
    constexpr std::size_t longest_sentence = 500;
    server_error e;
    if (!mentions(body.substr(0, longest_sentence), "<"))
        e.message = body.substr(0, longest_sentence);
    return e;
}

} // namespace preceptron::provider
