// Reads values of the journal's records from their JSON text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace preceptron::journal {

// The text that a JSON string stands for; `inner` is what is between its quotes.
std::string unescaped(std::string_view inner);

// Readers of a value's text; nothing when it is of another kind or out of range.
std::optional<std::string> string_value(std::string_view value);
std::optional<std::string_view> plain_string(std::string_view value) noexcept; // no escapes in it
std::optional<double> number_value(std::string_view value) noexcept;           // finite
std::optional<std::uint64_t> unsigned_value(std::string_view value) noexcept;

} // namespace preceptron::journal
