// Makes JSON of what language models write for it, where only one reading is possible.
#pragma once

#include <string>
#include <string_view>

namespace preceptron::judging {

// Inside strings, control characters become escapes, and a backslash that begins no escape becomes
// an escaped backslash. Everything else stays as it is.
std::string repaired_json(std::string_view json);

} // namespace preceptron::judging
