// Streams that break off or tell of an error, before an answer or behind it.
#include "provider/exchange_kinds.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <variant>

using namespace preceptron;
using namespace preceptron::tests;

BOOST_AUTO_TEST_SUITE(stream_error)

BOOST_AUTO_TEST_CASE(an_error_behind_a_whole_answer_does_not_take_it_back) {
    const auto answer = [](std::string_view text, std::string_view finish) {
        return R"(data: {"choices":[{"index":0,"delta":{"content":")" + std::string(text) +
               R"("},"finish_reason":")" + std::string(finish) + "\"}]}\n\n";
    };
    const std::string whole = answer("x", "stop");
    const std::string failed = R"(data: {"error":{"type":"server_error","message":"m"}})"
                               "\n\ndata: [DONE]\n\n";
    const std::string called_an_error =
        R"(data: {"error":{"code":502},"choices":[{"delta":{},"finish_reason":"error"}]})"
        "\n\n";
    for (const std::string& error : {failed, called_an_error}) {
        const auto outcome = decode("openai", stream_head(), whole + error);
        BOOST_TEST_REQUIRE(kind_of(outcome) == "reply");
        BOOST_TEST(std::get<reply>(outcome).text == "x");
        BOOST_TEST(std::get<reply>(outcome).finish_reason == "stop");
        BOOST_TEST(stream_kind("openai", error + whole) == "stream_error");
        // No answer that counts was there before.
        BOOST_TEST(stream_kind("openai", answer("", "stop") + error) == "stream_error");
    }
    // A filter that comes late withholds it.
    BOOST_TEST(stream_kind("azure", whole + R"(data: {"error":{"code":"content_filter"}})"
                                            "\n\n") == "filtered");
    const std::string both = R"(data: {"error":{"code":500},"choices":[{"delta":{},)"
                             R"("finish_reason":"content_filter"}]})"
                             "\n\n";
    BOOST_TEST(stream_kind("azure", whole + both) == "filtered");
    const std::string message =
        R"(data: {"type":"content_block_delta","delta":{"type":"text_delta","text":"x"}})"
        "\n\n"
        R"(data: {"type":"message_delta","delta":{"stop_reason":"end_turn"}})"
        "\n\n";
    const std::string overloaded =
        R"(data: {"type":"error","error":{"type":"overloaded_error","message":"m"}})"
        "\n\n";
    BOOST_TEST(stream_kind("anthropic", message + overloaded) == "reply");
}

BOOST_AUTO_TEST_CASE(an_events_name_tells_an_error_that_its_data_does_not) {
    const std::string begun = R"(data: {"choices":[{"delta":{"content":"x"}}]})"
                              "\n\n";
    const auto after = [&](std::string_view events, std::string_view data) {
        return decode_failure("openai", stream_head(),
                              std::string(events) + "event: error\ndata: " + std::string(data) +
                                  "\n\n");
    };
    for (const std::string& before : {begun, begun + begun, std::string()}) {
        const attempt_failure key = after(before, R"({"code":401,"message":"bad key"})");
        BOOST_TEST(to_string(key.kind) == "stream_error");
        BOOST_TEST((key.scope == failure_scope::account));
        BOOST_TEST(key.server_message == "bad key");
        const attempt_failure words = after(before, "the backend is gone");
        BOOST_TEST(to_string(words.kind) == "stream_error");
        BOOST_TEST(words.server_message == "the backend is gone");
        BOOST_TEST(words.retryable);
        BOOST_TEST(to_string(after(before, "{}").kind) == "stream_error");
    }
    BOOST_TEST(to_string(decode_failure("anthropic", stream_head(),
                                        "event: error\ndata: {\"message\":\"m\"}\n\n")
                             .kind) == "stream_error");
    // Paid, as with any other error behind the end.
    const std::string ended = R"(data: {"choices":[{"delta":{},"finish_reason":"stop"}]})"
                              "\n\n";
    BOOST_TEST(stream_kind("openai", begun + ended + "event: error\ndata: {\"code\":500}\n\n") ==
               "reply");
    BOOST_TEST(stream_kind("openai", begun + "event: errors\ndata: {\"code\":500}\n\n" + ended) ==
               "reply");
}

BOOST_AUTO_TEST_CASE(a_stream_that_breaks_off_has_an_unknown_cost) {
    const std::string begun =
        R"(data: {"type":"message_start","message":{"usage":{"input_tokens":9,"output_tokens":1}}})"
        "\n\n"
        R"(data: {"type":"content_block_delta","delta":{"type":"text_delta","text":"much"}})"
        "\n\n";
    const std::string failed =
        begun + R"(data: {"type":"error","error":{"type":"overloaded_error","message":"m"}})"
                "\n\n";
    const std::string cut_short =
        begun + R"(data: {"type":"message_delta","delta":{"stop_reason":"max_tokens"},)"
                R"("usage":{"output_tokens":70}})"
                "\n\n";
    for (const std::string& events : {begun, failed}) {
        const attempt_failure f = decode_failure("anthropic", stream_head(), events);
        BOOST_TEST(f.usage.input.value() == 9);
        BOOST_TEST(!f.usage.output.has_value());
    }
    BOOST_TEST(decode_failure("anthropic", stream_head(), cut_short).usage.output.value() == 70);
    // What the provider says it charged is no guess.
    BOOST_TEST(decode_failure("openrouter", stream_head(),
                              R"(data: {"choices":[],"usage":{"prompt_tokens":9,)"
                              R"("completion_tokens":3,"cost":0.25}})"
                              "\n\n")
                   .usage.cost_usd.value() == 0.25);
}

BOOST_AUTO_TEST_SUITE_END()
