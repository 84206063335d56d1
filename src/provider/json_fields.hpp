// Reading JSON from servers that may send any type anywhere: what is not of the wanted type counts
// as absent.
#pragma once

#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace preceptron {
class json_writer;
}

namespace preceptron::provider {

namespace json = boost::json;

const json::object* find_object(const json::object& in, std::string_view name) noexcept;
const json::array* find_array(const json::object& in, std::string_view name) noexcept;

// Empty when absent: for what is read here an empty string says no more than none.
std::string_view find_string(const json::object& in, std::string_view name) noexcept;

// A finite number.
std::optional<double> find_number(const json::object& in, std::string_view name) noexcept;

// A whole number from 0 to 2^53, however it is written (12, 12.0).
std::optional<std::int64_t> find_count(const json::object& in, std::string_view name) noexcept;

// Writes `value` as it is, numbers as core/json_text.hpp prints them.
void write_json(json_writer& out, const json::value& value);

} // namespace preceptron::provider
