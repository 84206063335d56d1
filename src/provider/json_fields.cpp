#include "provider/json_fields.hpp"

#include "core/json_text.hpp"

#include <cmath>

namespace preceptron::provider {

namespace {

const json_node* find(const json_node& in, std::string_view name, json_node::kind which) noexcept {
    const json_node* const found = find_member(in, name);
    return found && found->is(which) ? found : nullptr;
}

} // namespace

const json_node* find_member(const json_node& in, std::string_view name) noexcept {
    const json_node* found = nullptr;
    if (in.if_object())
        for (const json_node& member : in)
            if (member.name() == name)
                found = &member;
    return found;
}

const json_node* find_object(const json_node& in, std::string_view name) noexcept {
    return find(in, name, json_node::kind::object);
}

const json_node* find_array(const json_node& in, std::string_view name) noexcept {
    return find(in, name, json_node::kind::array);
}

std::string_view find_string(const json_node& in, std::string_view name) noexcept {
    const json_node* const found = find_member(in, name);
    return found ? found->text() : std::string_view();
}

std::optional<double> find_number(const json_node& in, std::string_view name) noexcept {
    const json_node* const found = find(in, name, json_node::kind::number);
    return found && std::isfinite(found->number()) ? std::optional(found->number()) : std::nullopt;
}

std::optional<std::int64_t> find_count(const json_node& in, std::string_view name) noexcept {
    constexpr double largest = 9007199254740992.0; // 2^53: every whole number below is a double
    const auto number = find_number(in, name);
    if (!number || *number < 0 || *number > largest || *number != std::floor(*number))
        return {};
    return static_cast<std::int64_t>(*number);
}

std::optional<bool> find_bool(const json_node& in, std::string_view name) noexcept {
    const json_node* const found = find_member(in, name);
    if (!found || !(found->is(json_node::kind::yes) || found->is(json_node::kind::no)))
        return {};
    return found->is(json_node::kind::yes);
}

void write_json(json_writer& out, const json::value& value) {
    switch (value.kind()) {
    case json::kind::object:
        out.begin_object();
        for (const auto& member : value.get_object()) {
            out.key(member.key());
            write_json(out, member.value());
        }
        out.end_object();
        break;
    case json::kind::array:
        out.begin_array();
        for (const json::value& element : value.get_array())
            write_json(out, element);
        out.end_array();
        break;
    case json::kind::string:
        out.value(std::string_view(value.get_string()));
        break;
    case json::kind::int64:
        out.value(static_cast<std::int64_t>(value.get_int64()));
        break;
    case json::kind::uint64:
        out.value(static_cast<std::uint64_t>(value.get_uint64()));
        break;
    case json::kind::double_:
        out.value(value.get_double());
        break;
    case json::kind::bool_:
        out.value(value.get_bool());
        break;
    case json::kind::null:
        out.null();
        break;
    }
}

} // namespace preceptron::provider
