// What became of an exchange, in a word; and the answers most tests give.
#pragma once

#include "provider/exchange.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace preceptron::tests {

inline std::string kind_of(const attempt_outcome& outcome) {
    const auto* const failure = std::get_if<attempt_failure>(&outcome);
    return failure ? std::string(to_string(failure->kind)) : "reply";
}

inline std::string body_kind(std::string_view provider, std::string_view body) {
    return kind_of(decode(provider, json_head(), body));
}

inline std::string stream_kind(std::string_view provider, std::string_view events) {
    return kind_of(decode(provider, stream_head(), events));
}

// A chat completion whose parts are given as JSON.
inline std::string completion(std::string_view content, std::string_view usage = "null",
                              std::string_view finish = "\"stop\"") {
    return R"({"choices":[{"index":0,"message":{"content":)" + std::string(content) +
           R"(},"finish_reason":)" + std::string(finish) + R"(}],"usage":)" + std::string(usage) +
           "}";
}

inline reply good(std::string_view body) {
    return std::get<reply>(decode("openai", json_head(), body));
}

} // namespace preceptron::tests
