// Reading JSON from servers that may send any type anywhere: what is not of the wanted type counts
// as absent.
#pragma once

#include "provider/json_node.hpp"

#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace preceptron::provider {

namespace json = boost::json;

// The object's member of that name, of two the later one; null when it has none, or is no object.
const json_node* find_member(const json_node& in, std::string_view name) noexcept;

const json_node* find_object(const json_node& in, std::string_view name) noexcept;
const json_node* find_array(const json_node& in, std::string_view name) noexcept;

// Empty when absent: for what is read here an empty string says no more than none.
std::string_view find_string(const json_node& in, std::string_view name) noexcept;

// A finite number.
std::optional<double> find_number(const json_node& in, std::string_view name) noexcept;

// A whole number from 0 to 2^53, however it is written (12, 12.0).
std::optional<std::int64_t> find_count(const json_node& in, std::string_view name) noexcept;

// Nothing where it is not there, or neither true nor false.
std::optional<bool> find_bool(const json_node& in, std::string_view name) noexcept;

} // namespace preceptron::provider
