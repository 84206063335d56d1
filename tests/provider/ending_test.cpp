#include "provider/exchange_kinds.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::tests;

BOOST_AUTO_TEST_SUITE(answer_ending)

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

BOOST_AUTO_TEST_CASE(a_body_beyond_the_bound_is_given_up_with_its_beginning_kept) {
    const auto decoder = provider::find_codec("openai")->make_decoder(
        test_judge("openai", "https://localhost"), json_head(), {});
    const std::string block(1u << 20, ' ');
    int blocks = 0;
    for (; !decoder->satisfied() && blocks < 20; ++blocks)
        decoder->feed(block);
    BOOST_TEST(blocks == 9);
    const auto f = std::get<attempt_failure>(decoder->finish(wire::body_end::stopped));
    BOOST_TEST(to_string(f.kind) == "bad_body");
    BOOST_TEST(!f.retryable); // it would be as long, and as dear, again
    BOOST_TEST(f.raw.size() == 64u << 10);
}

BOOST_AUTO_TEST_CASE(a_stream_without_end_is_given_up) {
    const auto feed_for_ever = [](std::string_view block) {
        const auto decoder = provider::find_codec("openai")->make_decoder(
            test_judge("openai", "https://localhost"), stream_head(), {});
        std::size_t bytes = 0;
        for (; !decoder->satisfied() && bytes < 200u << 20; bytes += block.size())
            decoder->feed(block);
        BOOST_TEST(bytes < 100u << 20);
        return kind_of(decoder->finish(wire::body_end::stopped));
    };
    BOOST_TEST(feed_for_ever(std::string(1u << 20, 'x')) == "bad_body");
    BOOST_TEST(feed_for_ever(": " + std::string(1u << 20, 'x') + "\n") == "bad_body");
    BOOST_TEST(feed_for_ever(R"(data: {"choices":[{"index":0,"delta":{"content":")" +
                             std::string(1u << 20, 'x') + "\"}}]}\n\n") == "bad_body");
}

BOOST_AUTO_TEST_CASE(a_refusal_without_end_is_bounded_as_an_answer_is) {
    const std::string block = R"(data: {"choices":[{"index":0,"delta":{"refusal":")" +
                              std::string(1u << 20, 'x') + "\"}}]}\n\n";
    const auto decoder = provider::find_codec("openai")->make_decoder(
        test_judge("openai", "https://localhost"), stream_head(), {});
    int blocks = 0;
    for (; !decoder->satisfied() && blocks < 20; ++blocks)
        decoder->feed(block);
    BOOST_TEST(blocks == 9);
}

BOOST_AUTO_TEST_CASE(of_a_long_stream_that_failed_the_beginning_is_kept_as_raw) {
    const auto f =
        decode_failure("openai", stream_head(),
                       R"(data: {"choices":[{"delta":{"content":")" + std::string(100'000, 'x') +
                           R"("},"finish_reason":"length"}]})"
                           "\n\n");
    BOOST_TEST(to_string(f.kind) == "length");
    BOOST_TEST(f.raw.size() == 64u << 10);
    BOOST_TEST(f.text.size() == 100'000u);
}

// Gateways pass on the words of the provider behind them.
BOOST_AUTO_TEST_CASE(the_finish_reasons_of_others_mean_what_they_say) {
    const auto ended = [](std::string_view reason) {
        return kind_of(decode("openai", test_head(200, {{"content-type", "application/json"}}),
                              R"({"choices":[{"message":{"content":"score 3"},"finish_reason":")" +
                                  std::string(reason) + R"("}]})"));
    };
    for (const char* reason : {"abort", "network_error", "insufficient_system_resource"})
        BOOST_TEST(ended(reason) == "truncated", reason);
    for (const char* reason : {"MAX_TOKENS", "model_length"})
        BOOST_TEST(ended(reason) == "length", reason);
    for (const char* reason : {"SAFETY", "RECITATION", "sensitive"})
        BOOST_TEST(ended(reason) == "filtered", reason);
}

BOOST_AUTO_TEST_CASE(a_finish_reason_makes_a_stream_whole_however_it_ended) {
    constexpr std::string_view events =
        R"(data: {"choices":[{"index":0,"delta":{"content":"x"},"finish_reason":"stop"}]})"
        "\n\n";
    for (const auto end : {wire::body_end::complete, wire::body_end::closed, wire::body_end::cut,
                           wire::body_end::timed_out})
        BOOST_TEST(kind_of(decode("openai", stream_head(), events, end)) == "reply");
}

BOOST_AUTO_TEST_CASE(nothing_that_follows_a_whole_answer_spoils_it) {
    const std::string whole =
        R"(data: {"choices":[{"index":0,"delta":{"content":"x"},"finish_reason":"stop"}]})"
        "\n\n";
    for (const char* rest : {"data: [DONE] \n\n", "data: \n\n", "data: heartbeat\n\n",
                             "data: {\"choices\":[\n\n", "data: \xFF\n\n"})
        BOOST_TEST(stream_kind("openai", whole + rest) == "reply", rest);
    const std::string endless = "data: " + std::string(9u << 20, 'x');
    BOOST_TEST(stream_kind("openai", whole + endless) == "reply");
    BOOST_TEST(stream_kind("openai", "data: [DONE]x\n\n" + whole) == "bad_body");
}

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

// It is paid for, and the same question would end so again.
BOOST_AUTO_TEST_CASE(a_final_ending_outlives_whatever_follows_it) {
    struct last_event {
        std::string_view provider, members, kind;
    };
    const std::string_view failed = R"({"type":"error","error":{"type":"api_error"}})";
    const auto text = [](std::string_view provider) {
        return provider == "anthropic"
                   ? R"({"type":"content_block_delta","delta":{"type":"text_delta","text":"x"}})"
                   : R"({"choices":[{"index":0,"delta":{"content":"x"}}]})";
    };
    for (const last_event& e :
         {last_event{"openai", R"("delta":{},"finish_reason":"length")", "length"},
          last_event{"openai", R"("delta":{},"finish_reason":"content_filter")", "filtered"},
          last_event{"openai", R"("delta":{"refusal":"no"},"finish_reason":"stop")", "refusal"},
          last_event{"anthropic", R"("delta":{"stop_reason":"max_tokens"})", "length"},
          last_event{"anthropic", R"("delta":{"stop_reason":"refusal"})", "refusal"}})
        for (const std::string_view rest : {failed, std::string_view("{\"brok"), {}}) {
            const std::string event =
                e.provider == "anthropic"
                    ? R"({"type":"message_delta",)" + std::string(e.members) + "}"
                    : R"({"choices":[{"index":0,)" + std::string(e.members) + "}]}";
            const attempt_failure f =
                decode_failure(e.provider, stream_head(),
                               "data: " + std::string(text(e.provider)) + "\n\ndata: " + event +
                                   "\n\ndata: " + std::string(rest) + "\n\n");
            BOOST_TEST_CONTEXT(event << rest) {
                BOOST_TEST(to_string(f.kind) == e.kind);
                BOOST_TEST(!f.retryable);
                BOOST_TEST(f.raw == "x");
            }
        }
    // All of it went into hidden reasoning.
    BOOST_TEST(stream_kind("openai", R"(data: {"choices":[{"delta":{},"finish_reason":"length"}]})"
                                     "\n\ndata: " +
                                         std::string(failed) + "\n\n") == "length");
}

BOOST_AUTO_TEST_CASE(only_a_graver_ending_replaces_the_one_before) {
    const auto kind = [](std::initializer_list<const char*> reasons) {
        std::string events = R"(data: {"choices":[{"delta":{"content":"x"}}]})"
                             "\n\n";
        for (const char* reason : reasons)
            events += R"(data: {"choices":[{"delta":{},"finish_reason":")" + std::string(reason) +
                      "\"}]}\n\n";
        const auto outcome = decode("openai", stream_head(), events);
        const auto* const f = std::get_if<attempt_failure>(&outcome);
        BOOST_TEST((!f || !f->retryable));
        return kind_of(outcome);
    };
    BOOST_TEST(kind({"stop", "stop"}) == "reply");
    BOOST_TEST(kind({"length", "stop"}) == "length");
    BOOST_TEST(kind({"stop", "length"}) == "length");
    BOOST_TEST(kind({"length", "end_turn"}) == "length");
    BOOST_TEST(kind({"length", "abort"}) == "length");
    BOOST_TEST(kind({"length", "error"}) == "length");
    BOOST_TEST(kind({"content_filter", "length"}) == "filtered");
    BOOST_TEST(kind({"length", "content_filter"}) == "filtered");
    BOOST_TEST(kind({"content_filter", "error"}) == "filtered");
    const auto stop = [](const char* reason) {
        return R"(data: {"type":"message_delta","delta":{"stop_reason":")" + std::string(reason) +
               "\"}}\n\n";
    };
    const std::string said = R"(data: {"type":"content_block_start","content_block":)"
                             R"({"type":"text","text":"x"}})"
                             "\n\n";
    BOOST_TEST(stream_kind("anthropic", said + stop("end_turn") + stop("end_turn")) == "reply");
    BOOST_TEST(stream_kind("anthropic", said + stop("max_tokens") + stop("end_turn")) == "length");
    BOOST_TEST(stream_kind("anthropic", said + stop("refusal") + stop("max_tokens")) == "refusal");
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

BOOST_AUTO_TEST_CASE(a_body_that_the_client_stops_reading_for_its_size_is_not_asked_for_again) {
    for (const auto& head : {json_head(), stream_head()})
        for (const std::string_view part : {"", "{\"choices\":["}) {
            const attempt_failure f =
                decode_failure("openai", head, part, wire::body_end::too_large);
            BOOST_TEST(to_string(f.kind) == "bad_body");
            BOOST_TEST(!f.retryable);
            BOOST_TEST(f.message.find("larger than this program reads") != std::string::npos);
        }
    // An error's status says what matters without its body.
    const attempt_failure refused =
        decode_failure("openai", test_head(401, {}), "", wire::body_end::too_large);
    BOOST_TEST((refused.scope == failure_scope::account));
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
