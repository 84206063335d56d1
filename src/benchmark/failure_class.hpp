// Why a trial has no score. The names are part of the file formats.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace preceptron {

enum class failure_class {
    http_error,      // a status other than 200
    provider_error,  // an error object in a 200 body
    stream_error,    // an error object in a 200 stream
    truncated,       // the answer ended without a finish reason
    length,          // cut by the output cap
    filtered,        // cut or withheld by a content filter
    refusal,         // the judge declined
    empty,           // finished without any text
    bad_body,        // a 200 body that is not the promised JSON
    transport,       // the connection failed, or the framing was broken
    timeout,         // a deadline passed
    unparsed,        // an answer without exactly one score
    out_of_scale,    // a score that the task's scale does not have
    missing_context, // the entry lacks the reference its task compares with; nothing was sent
    budget,          // not sent: the budget was reached
    stopped,         // not sent: the account or the judge was stopped
};

inline constexpr std::array failure_class_names{
    std::string_view("http_error"),   std::string_view("provider_error"),
    std::string_view("stream_error"), std::string_view("truncated"),
    std::string_view("length"),       std::string_view("filtered"),
    std::string_view("refusal"),      std::string_view("empty"),
    std::string_view("bad_body"),     std::string_view("transport"),
    std::string_view("timeout"),      std::string_view("unparsed"),
    std::string_view("out_of_scale"), std::string_view("missing_context"),
    std::string_view("budget"),       std::string_view("stopped"),
};

constexpr std::string_view to_string(failure_class c) noexcept {
    return failure_class_names[static_cast<std::size_t>(c)];
}

std::optional<failure_class> parse_failure_class(std::string_view name) noexcept;

// Whether the next run of the same command tries again. `retryable` matters for http_error only: it
// is what the provider's rules said of that status (benchmark/attempt.hpp).
bool tried_again_by_next_run(failure_class c, bool retryable) noexcept;

// Nothing was sent because the run could not go on: the trial has not failed, it is still to come.
constexpr bool is_put_off(failure_class c) noexcept {
    return c == failure_class::budget || c == failure_class::stopped;
}

// Nothing was sent for it, nor is anybody to be billed.
constexpr bool is_unsent(failure_class c) noexcept {
    return is_put_off(c) || c == failure_class::missing_context;
}

} // namespace preceptron
