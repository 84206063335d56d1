// What a judge's answer looks like, for providers that can enforce it: {"score": number,
// "justification": text}, as all prompts ask.
#pragma once

#include <string_view>

namespace preceptron::provider {

inline constexpr std::string_view verdict_schema_name = "verdict";

// JSON Schema within what strict modes allow: nothing optional, nothing additional.
inline constexpr std::string_view verdict_schema =
    R"({"type":"object","properties":{"score":{"type":"number"},"justification":{"type":"string"}},)"
    R"("required":["score","justification"],"additionalProperties":false})";

} // namespace preceptron::provider
