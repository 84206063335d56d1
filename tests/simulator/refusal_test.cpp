#include "simulator/refusal.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

using namespace preceptron::simulator;
using enum provider_format;
namespace json = boost::json;

namespace {

constexpr provider_format formats[] = {openai, openrouter, anthropic, azure};

json::value body(const refusal& why) {
    return json::parse(error_body(why, "req_1"));
}

} // namespace

BOOST_AUTO_TEST_SUITE(simulator_refusal)

BOOST_AUTO_TEST_CASE(each_provider_writes_errors_its_own_way) {
    const json::value o = body(wrong_key(openai, false));
    BOOST_TEST(o.at_pointer("/error/code") == "invalid_api_key");
    BOOST_TEST(o.at_pointer("/error/type") == "invalid_request_error");
    BOOST_TEST(o.at_pointer("/error/param").is_null());
    const json::value r = body(wrong_key(openrouter, false));
    BOOST_TEST(r.at_pointer("/error/code") == 401);
    BOOST_TEST(r.at_pointer("/error/metadata/error_type") == "unauthorized");
    const json::value a = body(wrong_key(anthropic, false));
    BOOST_TEST(a.at("type") == "error");
    BOOST_TEST(a.at_pointer("/error/type") == "authentication_error");
    BOOST_TEST(a.at("request_id") == "req_1");
    const json::value z = body(wrong_key(azure, false));
    BOOST_TEST(z.at_pointer("/error/code") == "401");
}

BOOST_AUTO_TEST_CASE(statuses_are_the_providers_own) {
    for (const provider_format format : formats) {
        BOOST_TEST(bad_request(format, "m").status == 400);
        BOOST_TEST(wrong_key(format, true).status == 401);
        BOOST_TEST(model_gone(format, "m").status == 404);
        BOOST_TEST(no_such_path(format, "GET", "/").status == 404);
        BOOST_TEST(wrong_method(format, "GET", "/").status == 405);
        BOOST_TEST(server_error(format).status == 500);
        BOOST_TEST(overloaded(format).status == 529);
        BOOST_TEST(no_quota(format).status == (format == openrouter ? 402 : 429));
        BOOST_TEST(rate_limited(format, "m", {"requests", 60, 60, 1, {}}).status == 429);
    }
}

BOOST_AUTO_TEST_CASE(an_empty_account_differs_from_a_rate_limit) {
    BOOST_TEST(body(no_quota(openai)).at_pointer("/error/code") == "insufficient_quota");
    BOOST_TEST(body(no_quota(azure)).at_pointer("/error/code") == "insufficient_quota");
    BOOST_TEST(no_quota(anthropic).should_retry.value() == false);
    const refusal limited = rate_limited(anthropic, "m", {"tokens", 9, 9, 1, {}});
    BOOST_TEST(limited.should_retry.value() == true);
    for (const provider_format format : formats)
        BOOST_TEST(!no_quota(format).retry_after.has_value());
}

BOOST_AUTO_TEST_CASE(a_retired_model_is_named_by_code) {
    BOOST_TEST(body(model_gone(openai, "m")).at_pointer("/error/code") == "model_not_found");
    BOOST_TEST(body(model_gone(azure, "m")).at_pointer("/error/code") == "DeploymentNotFound");
    BOOST_TEST(body(model_gone(anthropic, "m")).at_pointer("/error/type") == "not_found_error");
}

BOOST_AUTO_TEST_CASE(a_rate_limit_says_which_and_how_long) {
    const exceeded_limit hit{"tokens", 1000, 900, 200, std::chrono::milliseconds(1500)};
    const json::value o = body(rate_limited(openai, "m", hit));
    BOOST_TEST(o.at_pointer("/error/type") == "tokens");
    BOOST_TEST(o.at_pointer("/error/message") ==
               "Rate limit reached for m on tokens per min: Limit 1000, Used 900, Requested 200. "
               "Please try again in 1500ms.");
    BOOST_TEST((rate_limited(azure, "m", hit).retry_after == hit.retry_after));
    BOOST_TEST(!too_large(openai, "m", hit).retry_after.has_value());
}

BOOST_AUTO_TEST_CASE(errors_inside_a_stream_are_events) {
    for (const provider_format format : formats) {
        const std::string event = error_event(server_error(format), "req_1", "m");
        BOOST_TEST(event.ends_with("\n\n"));
        const json::value data =
            json::parse(std::string_view(event).substr(event.find("data: ") + 6));
        BOOST_TEST(data.as_object().contains("error"));
        BOOST_TEST(event.starts_with("event: error\n") == (format == anthropic));
        if (format == openrouter)
            BOOST_TEST(data.at_pointer("/choices/0/finish_reason") == "error");
    }
}

BOOST_AUTO_TEST_SUITE_END()
