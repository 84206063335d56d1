// How an answer ends, in its provider's words, and what may follow its end.
#include "provider/exchange_kinds.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <variant>

using namespace preceptron;
using namespace preceptron::tests;

BOOST_AUTO_TEST_SUITE(answer_ending)

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

BOOST_AUTO_TEST_SUITE_END()
