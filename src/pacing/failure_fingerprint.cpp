#include "pacing/failure_fingerprint.hpp"

#include "core/ascii.hpp"

#include <algorithm>
#include <functional>
#include <string>

namespace preceptron::pacing {

namespace {

// A word with a digit in it is a number, a time or an id.
std::string without_ids(std::string_view words) {
    std::string kept;
    while (!words.empty()) {
        const std::size_t end = std::min(words.find_first_of(" \t\n,;:\"'()[]{}"), words.size());
        const std::string_view word = words.substr(0, end);
        if (std::ranges::none_of(word, is_digit))
            kept.append(word).append(" ");
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    return kept;
}

} // namespace

std::optional<std::uint64_t> failure_fingerprint(const attempt_failure& failure) {
    switch (failure.kind) {
    case failure_class::http_error:
    case failure_class::provider_error:
    case failure_class::stream_error:
    case failure_class::bad_body:
        break;
    default:
        return {};
    }
    if (failure.rate_limited)
        return {};
    std::string text(to_string(failure.kind));
    text.append(" ").append(std::to_string(failure.http_status)).append(" ");
    text.append(failure.server_code).append(" ").append(without_ids(failure.server_message));
    if (failure.kind == failure_class::bad_body) // the server has said nothing
        text.append(without_ids(failure.message));
    return std::hash<std::string>{}(text);
}

} // namespace preceptron::pacing
