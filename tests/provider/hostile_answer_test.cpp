#include "provider/exchange_kinds.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::tests;

BOOST_AUTO_TEST_SUITE(hostile_answer)

BOOST_AUTO_TEST_CASE(wrong_types_count_as_absent) {
    for (const char* body :
         {"3", "null", "[]", "\"text\"", "{}", R"({"choices":{}})", R"({"choices":"x"})",
          R"({"choices":[3,null]})", R"({"choices":[{"index":1}]})"})
        BOOST_TEST(body_kind("openai", body) == "bad_body", body);
    for (
        const char* body :
        {R"({"choices":[{"message":3,"finish_reason":"stop"}]})",
         R"({"choices":[{"message":{"content":7},"finish_reason":"stop"}]})",
         R"({"choices":[{"message":{"content":[1,{},{"type":"text","text":4}]},"finish_reason":[]}]})"})
        BOOST_TEST(body_kind("openai", body) == "empty", body);
    for (const char* body :
         {"[]", "{}", R"({"content":{}})", R"({"content":"text"})", R"({"type":"message"})"})
        BOOST_TEST(body_kind("anthropic", body) == "bad_body", body);
    BOOST_TEST(body_kind("anthropic", R"({"content":[1,{"type":3},{"type":"text","text":[]}]})") ==
               "empty");
}

// It was copied with every event: half a million of them took minutes.
BOOST_AUTO_TEST_CASE(of_an_endless_finish_reason_the_beginning_is_kept) {
    const std::string endless(4'000'000, 'z');
    std::string events = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"},"
                         "\"finish_reason\":\"" +
                         endless + "\"}]}\n\n";
    for (int i = 0; i < 200'000; ++i)
        events += "data: {}\n\n";
    const auto outcome = decode("openai", stream_head(), events);
    BOOST_REQUIRE(std::holds_alternative<reply>(outcome));
    BOOST_TEST(std::get<reply>(outcome).finish_reason == endless.substr(0, 200));
    const std::string accents = "x\xC3\xA9"; // cut between two bytes of one character
    std::string many;
    for (int i = 0; i < 100; ++i)
        many += accents;
    BOOST_TEST(good(completion("\"x\"", "null", "\"" + many + "\"")).finish_reason ==
               many.substr(0, 199));
}

BOOST_AUTO_TEST_CASE(an_answer_in_parts_is_joined) {
    BOOST_TEST(good(completion(R"([{"type":"text","text":"a"},{"type":"image"},)"
                               R"({"type":"reasoning","text":"no"},{"type":"text","text":"b"}])"))
                   .text == "ab");
}

BOOST_AUTO_TEST_CASE(hidden_reasoning_is_never_the_answer) {
    BOOST_TEST(body_kind("openai",
                         R"({"choices":[{"message":{"content":null,"reasoning":"score 3",)"
                         R"("reasoning_content":"score 3"},"finish_reason":"stop"}]})") == "empty");
}

BOOST_AUTO_TEST_CASE(a_tool_call_is_no_answer) {
    BOOST_TEST(body_kind("openai", completion("\"x\"", "null", "\"tool_calls\"")) == "bad_body");
    BOOST_TEST(body_kind("openai", completion("\"x\"", "null", "null")) == "truncated");
    BOOST_TEST(body_kind("openai", completion("\"x\"", "null", "\"eos_token\"")) == "reply");
    BOOST_TEST(body_kind("openai", completion("\" \\n\"")) == "empty");
}

BOOST_AUTO_TEST_CASE(deep_json_is_refused_not_followed) {
    const std::string deep = std::string(100000, '[') + std::string(100000, ']');
    BOOST_TEST(body_kind("openai", deep) == "bad_body");
    BOOST_TEST(stream_kind("openai", "data: " + deep + "\n\n") == "bad_body");
    BOOST_TEST(to_string(decode_error("openai", 400, deep).kind) == "http_error");
}

// Paid, and the next would be as large.
BOOST_AUTO_TEST_CASE(an_answer_of_too_many_values_is_too_large_and_not_asked_for_again) {
    std::string values = "0";
    for (int i = 0; i < 100'000; ++i)
        values += ",0";
    const std::string body = R"({"x":[)" + values + "]," + completion("\"x\"").substr(1);
    for (const attempt_failure& f :
         {decode_failure("openai", json_head(), body),
          decode_failure("openai", stream_head(), "data: " + body + "\n\n")}) {
        BOOST_TEST(to_string(f.kind) == "bad_body");
        BOOST_TEST(!f.retryable);
        BOOST_TEST(f.message.find("larger than this program reads") != std::string::npos);
    }
    const std::string tokens = R"({"choices":[{"logprobs":{"content":[)" + values + "]}," +
                               R"("message":{"content":"x"},"finish_reason":"stop"}],)" +
                               R"("usage":{"prompt_tokens":9,"completion_tokens":1}})";
    BOOST_TEST(good(tokens).text == "x");
    BOOST_TEST(good(tokens).usage.input.value() == 9);
}

BOOST_AUTO_TEST_CASE(what_is_not_utf8_is_refused_with_its_bytes_kept) {
    const std::string body = completion("\"a\xFF\"");
    const attempt_failure f = decode_failure("openai", json_head(), body);
    BOOST_TEST(to_string(f.kind) == "bad_body");
    BOOST_TEST(f.retryable);
    BOOST_TEST(f.raw == body);
    BOOST_TEST(body_kind("openai", completion("\"a\xED\xA0\x80\"")) == "bad_body");
    BOOST_TEST(body_kind("openai", completion(std::string_view("\"a\0\"", 4))) == "bad_body");
}

BOOST_AUTO_TEST_CASE(half_a_surrogate_pair_becomes_the_replacement_character) {
    BOOST_TEST(good(completion(R"("a\ud83d\ude00 \ud83d \ude00 \\ud83d \uD83D\u0041")")).text ==
               "a\xF0\x9F\x98\x80 \xEF\xBF\xBD \xEF\xBF\xBD \\ud83d \xEF\xBF\xBD"
               "A");
    BOOST_TEST(good(completion(R"("\ud83d")")).text == "\xEF\xBF\xBD");
    BOOST_TEST(body_kind("openai", completion(R"("\ud83")")) == "bad_body");
    BOOST_TEST(body_kind("openai", R"({"a":"\)") == "bad_body");
}

BOOST_AUTO_TEST_CASE(events_of_any_shape_are_survived) {
    BOOST_TEST(stream_kind("openai", "data: 3\n\ndata: null\n\ndata: {\"choices\":7}\n\n"
                                     "data: {\"choices\":[{\"delta\":[]}]}\n\n") == "truncated");
    BOOST_TEST(stream_kind("openai", "data: \n\ndata:\n\n") == "truncated");
    BOOST_TEST(stream_kind("openai", "data: not JSON\n\n") == "bad_body");
    BOOST_TEST(stream_kind("anthropic", "data: {\"type\":\"message_delta\",\"delta\":3}\n\n"
                                        "data: {\"type\":\"content_block_delta\"}\n\n"
                                        "data: {\"type\":7}\n\n") == "truncated");
    BOOST_TEST(stream_kind("openai", "") == "truncated");
}

BOOST_AUTO_TEST_CASE(signs_of_life_before_the_answer_are_skipped) {
    BOOST_TEST(stream_kind("openai", "data: \n\ndata:  \n\n"
                                     R"(data: {"choices":[{"delta":{"content":"x"},)"
                                     R"("finish_reason":"stop"}]})"
                                     "\n\n") == "reply");
}

BOOST_AUTO_TEST_CASE(a_byte_order_mark_is_skipped) {
    BOOST_TEST(good("\xEF\xBB\xBF" + completion("\"x\"")).text == "x");
}

BOOST_AUTO_TEST_CASE(an_error_page_keeps_its_words_apart) {
    const attempt_failure page = decode_failure(
        "openai", test_head(502, {{"Content-Type", "text/html"}}), "<html>bad</html>");
    BOOST_TEST(page.server_message == "");
    BOOST_TEST(page.raw == "<html>bad</html>");
    const attempt_failure sentence =
        decode_failure("openai", test_head(429, {}), "slow down, please");
    BOOST_TEST(sentence.server_message == "slow down, please");
    const attempt_failure stream = decode_failure(
        "openai", test_head(400, {{"Content-Type", "text/event-stream"}}),
        "data: {\"error\":{\"message\":\"m\",\"code\":\"context_length_exceeded\"}}\n\n");
    BOOST_TEST(to_string(stream.kind) == "http_error");
    BOOST_TEST(stream.server_code == "context_length_exceeded");
}

BOOST_AUTO_TEST_CASE(compression_that_cannot_be_undone_is_refused) {
    for (const char* coding : {"br", "zstd", "gzip"})
        BOOST_TEST(kind_of(decode("openai",
                                  test_head(200, {{"Content-Type", "application/json"},
                                                  {"Content-Encoding", coding}}),
                                  completion("\"x\""))) == "bad_body",
                   coding);
    BOOST_TEST(kind_of(decode("openai", test_head(200, {{"Content-Encoding", "identity"}}),
                              completion("\"x\""))) == "reply");
}

BOOST_AUTO_TEST_SUITE_END()
