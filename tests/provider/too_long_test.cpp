// Requests that are refused for their length: longer than the model reads, or than a limit allows.
#include "provider/error_check.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using namespace preceptron;
using namespace preceptron::tests;

BOOST_AUTO_TEST_SUITE(too_long)

BOOST_AUTO_TEST_CASE(a_refusal_for_a_length_says_so) {
    for (const char* body :
         {R"({"error":{"code":"context_length_exceeded"}})",
          R"([{"error":{"message":"The input token count (9) exceeds the maximum of 8."}}])",
          R"({"error":{"message":"This model's maximum context length is 4096 tokens."}})"})
        BOOST_TEST(decode_error("openai", 400, body).too_long, body);
    BOOST_TEST(decode_error("openai", 413, "<html>").too_long);
    BOOST_TEST(!decode_error("openai", 400, "{}").too_long);
}

BOOST_AUTO_TEST_CASE(a_prompt_that_is_too_long_stops_no_account_whatever_the_status) {
    check(decode_failure("openai", test_head(429, {{"x-should-retry", "false"}}),
                         R"({"error":{"message":"The prompt is too long."}})"),
          entry, false, false, "longer than the model can read");
    constexpr std::string_view named = R"({"error":{"code":"context_length_exceeded"}})";
    for (const int status : {400, 429, 500, 503}) {
        check(decode_error("openai", status, named), entry, false, false, "longer than the model");
        BOOST_TEST(decode_error("openai", status, named).too_long);
    }
    check(decode_failure("openai", test_head(429, {{"x-should-retry", "true"}}), named), entry,
          true, true, "longer than the model");
    // A sentence alone may be about a limit that passes.
    check(
        decode_error("openai", 429, R"({"error":{"message":"input token count of this minute"}})"),
        entry, true, true, "longer than the model");
}

BOOST_AUTO_TEST_CASE(a_request_larger_than_the_limit_never_fits) {
    constexpr std::string_view large =
        R"({"error":{"message":"TPM: Limit 30,000, Requested 45,000.","code":"rate_limit_exceeded"}})";
    check(decode_error("openai", 429, large), entry, false, false, "larger than the rate limit");
    BOOST_TEST(decode_error("openai", 429, large).too_long);
    constexpr std::string_view fits =
        R"({"error":{"message":"TPM: Limit 30000, Used 29000, Requested 2500."}})";
    check(decode_error("openai", 429, fits), entry, true, true, "rate limit");
    for (const char* sentence :
         {"Limit 30000, Requested 30000.", "Limit 2,000,000, Requested 300,000."})
        check(decode_error("openai", 429,
                           R"({"error":{"message":")" + std::string(sentence) + "\"}}"),
              entry, true, true, "rate limit");
}

BOOST_AUTO_TEST_SUITE_END()
