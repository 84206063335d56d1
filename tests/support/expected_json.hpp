// Reading what a test file expects: a member that is missing or of another type counts as absent.
#pragma once

#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace preceptron::tests {

inline const boost::json::object* find_object(const boost::json::object& in,
                                              std::string_view name) {
    const auto* const found = in.if_contains(name);
    return found ? found->if_object() : nullptr;
}

inline std::string_view find_string(const boost::json::object& in, std::string_view name) {
    const auto* const found = in.if_contains(name);
    return found && found->is_string() ? std::string_view(found->get_string()) : std::string_view();
}

inline std::optional<double> find_number(const boost::json::object& in, std::string_view name) {
    const auto* const found = in.if_contains(name);
    return found && found->is_number() ? std::optional(found->to_number<double>()) : std::nullopt;
}

// Null where it is no whole number.
inline std::optional<std::int64_t> find_count(const boost::json::object& in,
                                              std::string_view name) {
    const auto* const found = in.if_contains(name);
    return found && found->is_int64() ? std::optional(found->get_int64()) : std::nullopt;
}

} // namespace preceptron::tests
