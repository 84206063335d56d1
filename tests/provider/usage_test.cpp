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
