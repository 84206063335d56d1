// Bodies of answers: whole or not, and called a stream though they are none.
#include "provider/exchange_kinds.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <variant>

using namespace preceptron;
using namespace preceptron::tests;

BOOST_AUTO_TEST_SUITE(answer_body)

BOOST_AUTO_TEST_CASE(an_answer_that_is_called_created_is_one) {
    for (const int status : {201, 203}) {
        const auto outcome =
            decode("openai", test_head(status, {{"Content-Type", "application/json"}}),
                   completion("\"x\""));
        BOOST_TEST(kind_of(outcome) == "reply", status);
    }
    for (const int status : {202, 206})
        BOOST_TEST(decode_error("openai", status, completion("\"x\""))
                       .message.find("no answer with this status") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_body_counts_only_when_it_is_whole) {
    using wire::body_end;
    const std::string body = completion("\"x\"");
    const auto kind = [&](std::string_view part, body_end end) {
        return kind_of(decode("openai", json_head(), part, end));
    };
    const std::string_view half = std::string_view(body).substr(0, body.size() / 2);
    BOOST_TEST(kind(body, body_end::closed) == "reply");
    BOOST_TEST(kind(body, body_end::cut) == "transport");
    BOOST_TEST(kind(half, body_end::cut) == "transport");
    BOOST_TEST(kind(half, body_end::timed_out) == "timeout");
    BOOST_TEST(kind(half, body_end::stopped) == "transport");
    BOOST_TEST(kind(half, body_end::closed) == "truncated"); // nobody has told its length
    BOOST_TEST(kind("", body_end::closed) == "truncated");
    BOOST_TEST(kind("{\"choices\": <", body_end::closed) == "bad_body");
    BOOST_TEST(kind("{\"choices\": <", body_end::timed_out) == "timeout");
    BOOST_TEST(kind("{\"choices\": <", body_end::stopped) == "transport");
    BOOST_TEST(kind("<html>not an API", body_end::closed) == "bad_body");
    BOOST_TEST(kind(half, body_end::complete) == "bad_body"); // it is as long as was announced
    std::string many = "{\"x\":[0"; // for which a reader's memory is given back
    for (int i = 0; i < 2000; ++i)
        many += ",0";
    BOOST_TEST(kind(many, body_end::closed) == "truncated");
    for (std::size_t length = 0; length < body.size(); ++length) {
        const auto f =
            decode_failure("openai", json_head(), body.substr(0, length), body_end::closed);
        BOOST_TEST(to_string(f.kind) == "truncated", length);
        BOOST_TEST(f.retryable);
        BOOST_TEST(f.message.find("base_url") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_body_that_is_called_a_stream_is_read) {
    const attempt_failure in_answer =
        decode_failure("openai", stream_head(),
                       "\n"
                       R"({"error":{"message":"no such key","code":401}})");
    BOOST_TEST(in_answer.server_message == "no such key");
    BOOST_TEST((in_answer.scope == failure_scope::account));
    const attempt_failure refused =
        decode_failure("openai", test_head(400, {{"Content-Type", "text/event-stream"}}),
                       R"({"error":{"message":"unsupported parameter","param":"temperature"}})");
    BOOST_TEST(to_string(refused.kind) == "http_error");
    BOOST_TEST(refused.server_message == "unsupported parameter");
    BOOST_TEST(!refused.raw.empty()); // a refused parameter is learnt from it
    BOOST_TEST(stream_kind("openai", completion("\"x\"")) == "reply");
    const std::string marked = "\xEF\xBB\xBF" + completion("\"x\"");
    for (std::size_t cut = 0; cut <= marked.size(); ++cut) {
        const auto decoder = provider::find_codec("openai")->make_decoder(
            test_judge("openai", "https://localhost"), stream_head(), {});
        decoder->feed(marked.substr(0, cut));
        decoder->feed(marked.substr(cut));
        BOOST_TEST(kind_of(decoder->finish(wire::body_end::complete)) == "reply", cut);
    }
    BOOST_TEST(stream_kind("openai", "\xEF\xBB\xBF"
                                     R"(data: {"choices":[{"delta":{"content":"x"},)"
                                     R"("finish_reason":"stop"}]})"
                                     "\n\n") == "reply");
}

BOOST_AUTO_TEST_CASE(no_cut_changes_what_an_error_called_a_stream_is) {
    const auto head = test_head(401, {{"Content-Type", "text/event-stream"}});
    const std::string body = "\r\n \t\n"
                             R"({"error":{"message":"wrong","code":"invalid_api_key"}})"
                             "\n";
    const attempt_failure whole = decode_failure("openai", head, body);
    BOOST_TEST(whole.server_code == "invalid_api_key");
    BOOST_TEST((whole.scope == failure_scope::account));
    for (std::size_t first = 0; first <= body.size(); ++first)
        for (std::size_t second = first; second <= body.size(); ++second) {
            const auto decoder = provider::find_codec("openai")->make_decoder(
                test_judge("openai", "https://localhost"), head, {});
            decoder->feed(body.substr(0, first));
            decoder->feed(body.substr(first, second - first));
            decoder->feed(body.substr(second));
            const auto cut = std::get<attempt_failure>(decoder->finish(wire::body_end::complete));
            BOOST_TEST(cut.message == whole.message, first << " and " << second);
            BOOST_TEST(cut.raw == whole.raw);
        }
    // Beyond some thousand blanks it is a stream, wherever they are cut.
    const std::string blanks(5000, '\n');
    BOOST_TEST(stream_kind("openai", blanks + completion("\"x\"")) == "truncated");
    BOOST_TEST(stream_kind("openai", blanks + R"(data: {"choices":[{"delta":{"content":"x"},)"
                                              R"("finish_reason":"stop"}]})"
                                              "\n\n") == "reply");
}

BOOST_AUTO_TEST_SUITE_END()
