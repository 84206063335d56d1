#include "provider/exchange_kinds.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::tests;

BOOST_AUTO_TEST_SUITE(usage)

BOOST_AUTO_TEST_CASE(usage_of_any_shape_never_spoils_an_answer) {
    for (const char* usage :
         {"\"many\"", "[]", "7", "{}", R"({"prompt_tokens":"12","completion_tokens":-4})",
          R"({"prompt_tokens":1e300,"completion_tokens":1.5})",
          R"({"prompt_tokens":{},"prompt_tokens_details":3,"cost":"free"})",
          R"({"prompt_tokens":18446744073709551615,"cost":1e999})"}) {
        const reply r = good(completion("\"x\"", usage));
        BOOST_TEST((!r.usage.input && !r.usage.output), usage);
        BOOST_TEST(!r.usage.cost_usd, usage);
    }
    BOOST_TEST(good(completion("\"x\"", R"({"prompt_tokens":12.0})")).usage.input.value() == 12);
}

BOOST_AUTO_TEST_CASE(a_report_without_counts_takes_none_back) {
    const auto last_of = [](std::initializer_list<const char*> reports) {
        std::string events =
            R"(data: {"choices":[{"delta":{"content":"x"},"finish_reason":"stop"}]})"
            "\n\n";
        for (const char* report : reports)
            events += R"(data: {"choices":[],"usage":)" + std::string(report) + "}\n\n";
        return std::get<reply>(decode("openai", stream_head(), events)).usage;
    };
    constexpr const char* full = R"({"prompt_tokens":100,"completion_tokens":10,"cost":0.5})";
    for (const char* empty :
         {"{}", "null", R"({"prompt_tokens":null,"completion_tokens":null})",
          R"({"prompt_tokens":0,"completion_tokens":0,"total_tokens":0,"cost":0})"}) {
        const token_usage u =
            last_of({R"({"prompt_tokens":100,"completion_tokens":1})", full, empty});
        BOOST_TEST_CONTEXT(empty) {
            BOOST_TEST(u.input.value() == 100);
            BOOST_TEST(u.output.value() == 10);
            BOOST_TEST(u.cost_usd.value() == 0.5);
        }
        BOOST_TEST(last_of({empty, full}).output.value() == 10);
    }
    BOOST_TEST(last_of({full, R"({"prompt_tokens":100,"completion_tokens":12})"}).output.value() ==
               12);
    BOOST_TEST(last_of({full, R"({"cost":0.75})"}).cost_usd.value() == 0.75);
    for (const char* one : {R"({"prompt_tokens":100})", R"({"completion_tokens":100})"}) {
        const token_usage u = last_of({one, "{}"});
        BOOST_TEST(u.input.value_or(0) + u.output.value_or(0) == 100, one);
    }
    BOOST_TEST(last_of({R"({"prompt_tokens":0,"completion_tokens":0})"}).input.value() == 0);
    const token_usage anthropic =
        decode_failure("anthropic", stream_head(),
                       R"(data: {"type":"message_start","message":{"usage":{"input_tokens":9,)"
                       R"("cache_read_input_tokens":3,"output_tokens":1}}})"
                       "\n\n"
                       R"(data: {"type":"message_delta","delta":{"stop_reason":"max_tokens"},)"
                       R"("usage":{"output_tokens":7}})"
                       "\n\n"
                       R"(data: {"type":"message_delta","delta":{},"usage":)"
                       R"({"input_tokens":0,"output_tokens":0}})"
                       "\n\n")
            .usage;
    BOOST_TEST(anthropic.input.value() == 12);
    BOOST_TEST(anthropic.output.value() == 7);
}

// Beyond what any model reads or writes, or charges: no count, but a fault of the server's.
BOOST_AUTO_TEST_CASE(absurd_counts_and_costs_are_unknown) {
    const reply r =
        good(completion("\"x\"", R"({"prompt_tokens":12,"completion_tokens":4294967295,)"
                                 R"("cost":1e308})"));
    BOOST_TEST(r.usage.input.value() == 12);
    BOOST_TEST(!r.usage.output.has_value());
    BOOST_TEST(!r.usage.cost_usd.has_value());
    BOOST_TEST(good(completion("\"x\"", R"({"completion_tokens":2000000})")).usage.output.value() ==
               2'000'000);
}

BOOST_AUTO_TEST_CASE(a_key_of_the_users_own_costs_what_both_bills_say) {
    const auto cost = [](std::string_view usage) {
        return good(completion("\"x\"", usage)).usage.cost_usd;
    };
    const std::string details = R"(,"cost_details":{"upstream_inference_cost":0.5}})";
    BOOST_TEST(cost(R"({"cost":0.25,"is_byok":true)" + details).value() == 0.75);
    BOOST_TEST(cost(R"({"cost":0,"is_byok":true)" + details).value() == 0.5);
    BOOST_TEST(cost(R"({"cost":0.25,"is_byok":false)" + details).value() == 0.25);
    BOOST_TEST(cost(R"({"cost":0.25,"is_byok":"true")" + details).value() == 0.25);
    for (const char* unknown :
         {R"({"cost":0.25,"is_byok":true})", R"({"cost":0.25,"is_byok":true,"cost_details":{}})",
          R"({"cost":0.25,"is_byok":true,"cost_details":{"upstream_inference_cost":null}})"})
        BOOST_TEST(!cost(unknown), unknown);
}

BOOST_AUTO_TEST_CASE(a_configured_price_goes_before_what_a_server_calls_the_cost) {
    const std::string body =
        completion("\"x\"", R"({"prompt_tokens":12,"completion_tokens":3,"cost":0.25})");
    const auto usage_of = [&](std::string_view provider, std::optional<token_price> price) {
        judge_spec judge = test_judge(provider, "https://localhost");
        judge.price = price;
        const auto decoder = provider::find_codec(provider)->make_decoder(judge, json_head(), {});
        decoder->feed(body);
        return std::get<reply>(decoder->finish(wire::body_end::complete)).usage;
    };
    constexpr token_price price{1, 1, 1, 1};
    for (const char* provider : {"openai", "azure", "simulated"}) {
        BOOST_TEST(!usage_of(provider, price).cost_usd.has_value(), provider);
        BOOST_TEST(usage_of(provider, price).input.value() == 12);
        BOOST_TEST(usage_of(provider, {}).cost_usd.value() == 0.25);
    }
    BOOST_TEST(usage_of("openrouter", price).cost_usd.value() == 0.25);
}

BOOST_AUTO_TEST_CASE(what_is_cached_for_an_hour_is_told_apart) {
    const auto f = decode_failure("anthropic", json_head(),
                                  R"({"content":[],"usage":{"input_tokens":9,"output_tokens":1,)"
                                  R"("cache_creation_input_tokens":70,"cache_creation":)"
                                  R"({"ephemeral_5m_input_tokens":20,)"
                                  R"("ephemeral_1h_input_tokens":50}}})");
    BOOST_TEST(f.usage.input.value() == 79);
    BOOST_TEST(f.usage.cache_write.value() == 70);
    BOOST_TEST(f.usage.hour_write.value() == 50);
}

BOOST_AUTO_TEST_SUITE_END()
