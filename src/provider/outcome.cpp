#include "provider/outcome.hpp"

#include "provider/retry_after.hpp"
#include "provider/word_search.hpp"

#include <utility>

namespace preceptron::provider {

namespace {

using wire::body_end;

std::string describe(const response_facts& f) {
    switch (f.fault) {
    case body_fault::too_large:
        return "the answer is larger than this program reads";
    case body_fault::compressed:
        return "the answer is compressed, which was not asked for, and cannot be read";
    default:
        const std::size_t first = f.raw.find_first_not_of(" \t\r\n");
        const bool is_page = first != f.raw.npos && f.raw[first] == '<';
        return std::string(is_page ? "the answer is a web page, not the JSON it should be"
                                   : "the answer is not the JSON it should be")
            .append(address_in_doubt);
    }
}

attempt_failure failure_of(response_facts& f) {
    attempt_failure failure;
    failure.http_status = f.status;
    failure.request_id = std::move(f.request_id);
    failure.raw = std::move(f.raw);
    if (f.streamed && failure.raw.empty())
        failure.raw = f.answer.text.empty() ? std::move(f.unknown_event) : f.answer.text;
    constexpr std::size_t longest_raw = 64 << 10;
    if (failure.raw.size() > longest_raw)
        failure.raw.resize(longest_raw);
    failure.text = std::move(f.answer.text);
    failure.finish_reason = std::move(f.answer.finish_reason);
    failure.served_model = std::move(f.answer.served_model);
    failure.usage = f.answer.usage;
    // What a stream has counted before its end is no count of its output: Anthropic's begins with
    // one token, however many follow.
    if (f.streamed && failure.finish_reason.empty()) {
        failure.usage.output.reset();
        failure.usage.reasoning.reset();
    }
    return failure;
}

attempt_failure plain_failure(response_facts& f, failure_class kind, bool retryable,
                              std::string_view message) {
    attempt_failure failure = failure_of(f);
    failure.kind = kind;
    failure.retryable = retryable;
    failure.message = message;
    return failure;
}

// All of it, in the server's words.
std::string said_by(server_error&& error) {
    std::string words = std::move(error.message);
    if (!error.upstream.empty())
        words += ": " + error.upstream;
    for (server_error& other : error.further)
        words += "; " + std::move(other.message);
    return words;
}

attempt_failure error_failure(response_facts& f) {
    server_error error = f.answer.error ? std::move(*f.answer.error) : server_error{};
    retry_advice advice = f.advice;
    if (!advice.should_retry)
        advice.should_retry = error.may_be_retried;
    if (!advice.wait && error.retry_after)
        advice.wait = parse_wait_seconds(std::to_string(*error.retry_after));
    if (!advice.wait)
        advice.wait = find_retry_after(error.message);
    error_verdict verdict = judge_error(f.status, error, advice);

    attempt_failure failure = failure_of(f);
    failure.kind = verdict.filtered  ? failure_class::filtered
                   : f.status != 200 ? failure_class::http_error
                   : f.streamed      ? failure_class::stream_error
                                     : failure_class::provider_error;
    failure.scope = verdict.scope;
    failure.retryable = verdict.retryable;
    failure.rate_limited = verdict.rate_limited;
    failure.server_failed = verdict.server_failed;
    failure.too_long = verdict.too_long;
    if (verdict.retryable)
        failure.server_wait = advice.wait;
    failure.message = std::move(verdict.message);
    failure.server_code = error.name();
    if (failure.request_id.empty())
        failure.request_id = std::move(error.request_id);
    failure.server_message = said_by(std::move(error));
    return failure;
}

// Failures of what carried the answer; none if all of it arrived, or enough of a stream.
std::optional<attempt_failure> broken_off(response_facts& f) {
    if (f.streamed && !f.answer.finish_reason.empty())
        return {};
    if (f.end == body_end::timed_out)
        return plain_failure(f, failure_class::timeout, true,
                             "the answer stopped coming before it was whole");
    if (f.streamed)
        return plain_failure(f, failure_class::truncated, true,
                             "the stream ended without a finish reason");
    if (f.end == body_end::cut || f.end == body_end::stopped)
        return plain_failure(f, failure_class::transport, true,
                             "the connection was lost before the answer was whole");
    if (f.fault == body_fault::half_json)
        return plain_failure(f, failure_class::truncated, true,
                             "the connection was closed before the answer was whole");
    return {};
}

std::optional<attempt_failure> unusable(response_facts& f, const answer_format& format) {
    const ending how = format.ending_of(f.answer.finish_reason);
    if (how == ending::filtered)
        return plain_failure(f, failure_class::filtered, false,
                             "a content filter withheld the answer");
    if (how == ending::refused || !f.answer.refusal.empty()) {
        std::string reason = std::move(f.answer.refusal);
        attempt_failure failure =
            plain_failure(f, failure_class::refusal, false, "the judge declined to answer");
        failure.server_message = std::move(reason);
        return failure;
    }
    if (how == ending::cut)
        return plain_failure(f, failure_class::length, false,
                             "the answer was cut by the limit of output tokens");
    if (how == ending::broken) {
        attempt_failure failure =
            plain_failure(f, failure_class::truncated, true, "the server broke the answer off");
        failure.server_code = failure.finish_reason;
        return failure;
    }
    if (how == ending::unexpected)
        return plain_failure(f, failure_class::bad_body, true,
                             "the judge called a tool or paused instead of answering");
    if (is_blank(f.answer.text))
        return plain_failure(f, failure_class::empty, true, "the judge answered nothing");
    if (f.answer.finish_reason.empty())
        return plain_failure(f, failure_class::truncated, true, "the answer has no finish reason");
    return {};
}

// What the finish reason calls the end has been paid for, and the same question would end so again:
// an error behind it does not take it back, but for one that withholds a whole answer.
bool outlives_its_error(const response_facts& f, const answer_format& format) {
    if (!f.ended_before_error || judge_error(f.status, *f.answer.error, f.advice).filtered)
        return false;
    switch (format.ending_of(f.answer.finish_reason)) {
    case ending::finished:
        return !f.answer.refusal.empty() || !is_blank(f.answer.text);
    case ending::cut:
    case ending::filtered:
    case ending::refused:
        return true;
    case ending::broken:
    case ending::unexpected:
        break;
    }
    return false;
}

} // namespace

attempt_outcome conclude(response_facts f, const answer_format& format) {
    if (f.status != 200 || (f.answer.error && !outlives_its_error(f, format)))
        return error_failure(f);
    // Nor can anything else that follows it spoil it, or matter more than what was said before.
    if (f.streamed && !f.answer.finish_reason.empty()) {
        f.fault = body_fault::none;
        f.raw.clear();
    }
    // JSON that is no JSON because its rest is missing is not the server's fault, unless it has
    // announced a length and kept to it.
    const bool may_go_on = f.fault == body_fault::half_json ||
                           (f.fault == body_fault::not_json && f.end != body_end::closed);
    const bool rest_missing = !f.streamed && may_go_on && f.end != body_end::complete;
    if (f.fault == body_fault::none || rest_missing)
        if (auto failure = broken_off(f))
            return std::move(*failure);
    if (f.fault != body_fault::none)
        return plain_failure(f, failure_class::bad_body, f.fault != body_fault::too_large,
                             describe(f));
    if (!f.streamed && !f.answer.present)
        return plain_failure(f, failure_class::bad_body, true, "the answer holds no message");
    if (auto failure = unusable(f, format))
        return std::move(*failure);
    return reply{std::move(f.answer.text),         std::move(f.answer.finish_reason),
                 std::move(f.answer.served_model), std::move(f.answer.fingerprint),
                 std::move(f.request_id),          f.answer.usage};
}

} // namespace preceptron::provider
