#include "simulator/response_head.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::simulator;
using namespace std::chrono_literals;

namespace {

struct with_limits {
    admission admitted;

    with_limits() {
        admitted.requests = bucket_level{60, 59, 1s};
        admitted.tokens = bucket_level{1000, 910, 5400ms};
    }
    response_head head(provider_format format) const {
        response_head made;
        made.format = format;
        made.content_length = 2;
        made.request_id = "id-1";
        made.now = *parse_timestamp("2026-11-23T03:07:57.120Z");
        made.limits = &admitted;
        return made;
    }
};

bool holds(const std::string& text, std::string_view line) {
    return text.find("\r\n" + std::string(line) + "\r\n") != std::string::npos;
}

std::string text_of(const response_head& head) {
    std::string text;
    append_head(text, head);
    return text;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(simulator_response_head, with_limits)

BOOST_AUTO_TEST_CASE(begins_with_its_status_and_ends_with_an_empty_line) {
    response_head plain = head(provider_format::openai);
    plain.limits = nullptr;
    const std::string text = text_of(plain);
    BOOST_TEST(text.starts_with("HTTP/1.1 200 OK\r\n"));
    BOOST_TEST(text.ends_with("\r\n\r\n"));
    BOOST_TEST(holds(text, "Date: Mon, 23 Nov 2026 03:07:57 GMT"));
    BOOST_TEST(holds(text, "Content-Length: 2"));
    BOOST_TEST(text.find("ratelimit") == std::string::npos);
    BOOST_TEST(text.find("Connection") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_stream_is_chunked_and_a_last_answer_says_close) {
    response_head last = head(provider_format::openai);
    last.content_length.reset();
    last.keep_alive = false;
    const std::string text = text_of(last);
    BOOST_TEST(holds(text, "Transfer-Encoding: chunked"));
    BOOST_TEST(holds(text, "Connection: close"));
    BOOST_TEST(text.find("Content-Length") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(openai_announces_limits_with_durations) {
    const std::string text = text_of(head(provider_format::openai));
    BOOST_TEST(holds(text, "x-request-id: id-1"));
    BOOST_TEST(holds(text, "x-ratelimit-limit-requests: 60"));
    BOOST_TEST(holds(text, "x-ratelimit-remaining-tokens: 910"));
    BOOST_TEST(holds(text, "x-ratelimit-reset-requests: 1s"));
    BOOST_TEST(holds(text, "x-ratelimit-reset-tokens: 5.4s"));
}

BOOST_AUTO_TEST_CASE(azure_announces_limits_with_whole_seconds) {
    const std::string text = text_of(head(provider_format::azure));
    BOOST_TEST(holds(text, "apim-request-id: id-1"));
    BOOST_TEST(holds(text, "x-ratelimit-reset-requests: 1"));
    BOOST_TEST(holds(text, "x-ratelimit-reset-tokens: 6"));
}

BOOST_AUTO_TEST_CASE(anthropic_announces_limits_with_instants) {
    const std::string text = text_of(head(provider_format::anthropic));
    BOOST_TEST(holds(text, "request-id: id-1"));
    BOOST_TEST(holds(text, "anthropic-ratelimit-requests-limit: 60"));
    BOOST_TEST(holds(text, "anthropic-ratelimit-tokens-remaining: 910"));
    BOOST_TEST(holds(text, "anthropic-ratelimit-requests-reset: 2026-11-23T03:07:58.120Z"));
}

BOOST_AUTO_TEST_CASE(openrouter_announces_limits_only_when_one_is_hit) {
    response_head limited = head(provider_format::openrouter);
    BOOST_TEST(text_of(limited).find("X-RateLimit") == std::string::npos);
    const refusal why =
        rate_limited(provider_format::openrouter, "m", {"requests", 60, 60, 1, 1500ms});
    admitted.is = admission::answer::too_many_requests;
    limited.status = 429;
    limited.why = &why;
    const std::string text = text_of(limited);
    BOOST_TEST(holds(text, "X-RateLimit-Limit: 60"));
    BOOST_TEST(holds(text, "X-RateLimit-Reset: 1795403278620"));
    BOOST_TEST(holds(text, "retry-after: 2"));
}

BOOST_AUTO_TEST_CASE(waits_are_told_in_whole_seconds_and_in_milliseconds_where_known) {
    for (const auto format : {provider_format::openai, provider_format::anthropic}) {
        const refusal why = rate_limited(format, "m", {"requests", 60, 60, 1, 40ms});
        response_head limited = head(format);
        limited.status = 429;
        limited.why = &why;
        const std::string text = text_of(limited);
        BOOST_TEST(text.starts_with("HTTP/1.1 429 Too Many Requests\r\n"));
        BOOST_TEST(holds(text, "retry-after: 1"));
        BOOST_TEST(holds(text, "retry-after-ms: 40") == (format == provider_format::openai));
        BOOST_TEST(holds(text, "x-should-retry: true") == (format == provider_format::anthropic));
    }
}

BOOST_AUTO_TEST_CASE(durations_read_as_go_writes_them) {
    BOOST_TEST(duration_text(0ms) == "0s");
    BOOST_TEST(duration_text(12ms) == "12ms");
    BOOST_TEST(duration_text(1000ms) == "1s");
    BOOST_TEST(duration_text(1120ms) == "1.12s");
    BOOST_TEST(duration_text(6min) == "6m0s");
    BOOST_TEST(duration_text(86400ms) == "1m26.4s");
    BOOST_TEST(duration_text(1h + 2min + 3s) == "1h2m3s");
}

BOOST_AUTO_TEST_SUITE_END()
