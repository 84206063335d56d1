// Which errors are tried again, and after what wait.
#include "provider/error_check.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using namespace preceptron;
using namespace preceptron::tests;

BOOST_AUTO_TEST_SUITE(error_wait)

BOOST_AUTO_TEST_CASE(the_servers_word_on_retrying_goes_before_the_status) {
    const auto answer = [](int status, const char* word) {
        return decode_failure("openai", test_head(status, {{"x-should-retry", word}}), "{}");
    };
    check(answer(500, "false"), entry, false, false, "HTTP 500");
    check(answer(400, "true"), entry, true, false, "HTTP 400");
    check(answer(404, "true"), entry, true, false, "HTTP 404");
    check(answer(429, "false"), account, false, false, "HTTP 429");
    check(answer(500, "maybe"), entry, true, false, "HTTP 500");
}

BOOST_AUTO_TEST_CASE(a_quota_of_the_minute_is_waited_for) {
    check(decode_error("openai", 429,
                       R"([{"error":{"code":429,"message":"You exceeded your current quota, )"
                       R"(please check your plan and billing details. Please retry in 12s."}}])"),
          entry, true, true, "rate limit");
}

BOOST_AUTO_TEST_CASE(a_credit_limit_with_a_retry_after_passes_also_where_it_names_no_time) {
    for (const char* wait : {"5", "0", "-3"})
        check(decode_failure("openrouter", test_head(402, {{"retry-after", wait}}),
                             R"({"error":{"code":402,"message":"in-flight budget"}})"),
              entry, true, true, "credit");
}

BOOST_AUTO_TEST_CASE(payment_required_with_a_wait_is_a_wait) {
    const attempt_failure f =
        decode_failure("openrouter", test_head(402, {{"Retry-After", "2"}}), "{}");
    check(f, entry, true, true, "HTTP 402");
    BOOST_TEST(f.server_wait.value().count() == 2000);
}

BOOST_AUTO_TEST_CASE(a_wait_is_of_what_is_tried_again) {
    for (const int status : {400, 401, 404})
        BOOST_TEST(
            !decode_failure("openai", test_head(status, {{"retry-after", "2"}}), "{}").server_wait,
            status);
}

BOOST_AUTO_TEST_CASE(waits_are_found_in_bodies_too) {
    const auto wait = [](std::string_view provider, std::string_view body) {
        const auto w = decode_error(provider, 429, body).server_wait;
        return w ? w->count() : -1;
    };
    BOOST_TEST(wait("azure", R"({"error":{"message":"Please retry after 12 seconds."}})") == 12000);
    BOOST_TEST(wait("openrouter", R"({"error":{"availability":{"retry_after":3}}})") == 3000);
    BOOST_TEST(wait("openrouter", R"({"error":{"availability":{"retry_after":-3}}})") == -1);
    BOOST_TEST(wait("azure", R"({"error":{"message":"retry after a few seconds"}})") == -1);
}

BOOST_AUTO_TEST_CASE(azure_tells_the_wait_by_its_limits_if_need_be) {
    for (const char* name : {"x-ratelimit-reset-tokens", "x-rate-limit-reset-tokens"})
        BOOST_TEST(decode_failure("azure", test_head(429, {{name, "59"}}), "{}")
                       .server_wait.value()
                       .count() == 59000);
    BOOST_TEST(!decode_failure("azure", test_head(500, {{"x-ratelimit-reset-tokens", "59"}}), "{}")
                    .server_wait);
}

BOOST_AUTO_TEST_SUITE_END()
