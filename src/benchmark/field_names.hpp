// Which fields a record has, for messages to whoever called them otherwise than is expected.
#pragma once

#include <string>
#include <string_view>

namespace preceptron {

// "qid, answer and score", printable and in their order, the first ten; empty where the record is
// no JSON object or has none.
std::string field_names(std::string_view record);

} // namespace preceptron
