#include "provider/json_fields.hpp"

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
    // A hundred times what models read at once: a number beyond it is no count, but a fault.
    constexpr double largest = 1e8;
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

} // namespace preceptron::provider
