// Fields of a dataset record as text that can be read by a judge.
#pragma once

#include "benchmark/object_members.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron {

// `quoted` is a JSON string with its quotes; its content with the escapes resolved, or nothing if
// it is no valid JSON string.
std::optional<std::string> string_content(std::string_view quoted);

// The text of a JSON value: a string's content; a number, true or false as it is written; an object
// or array as compact JSON, numbers as written, characters as UTF-8. Nothing for null, for a string
// of white space only, for an object or array that holds nothing but these, and for what is no
// JSON.
std::optional<std::string> value_text(std::string_view json);

// Whether a text is JSON of which value_text() has nothing: `{"test_plan": ""}`, `[]`, `null`. What
// may be of any type is written as text by some.
bool is_json_of_nothing(std::string_view text);

// A member's name with its escapes resolved, in `room` where it has any; empty if it is no valid
// JSON string.
std::string_view name_text(const json_member& m, std::string& room);

// Texts of a record's fields, in the order of `names`; nothing where a field is missing. Of equal
// names in a record the last counts, as in Python. Reads the record once.
std::vector<std::optional<std::string>> field_texts(std::string_view record,
                                                    std::span<const std::string_view> names);

std::optional<std::string> field_text(std::string_view record, std::string_view name);

} // namespace preceptron
