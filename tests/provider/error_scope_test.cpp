// Whom an error stops: the entry, the judge, or the whole account.
#include "provider/error_check.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using namespace preceptron;
using namespace preceptron::tests;

BOOST_AUTO_TEST_SUITE(error_scope)

BOOST_AUTO_TEST_CASE(what_concerns_the_account_stops_the_account) {
    check(decode_error("openai", 401, R"({"error":{"message":"bad key"}})"), account, false, false,
          "key was not accepted");
    check(decode_error("openai", 402, "{}"), account, false, false, "no quota or credit");
    check(decode_error("openai", 403, R"({"error":{"message":"Country not supported"}})"), account,
          false, false, "may not use the service");
    check(decode_error("openai", 429, R"({"error":{"type":"insufficient_quota","code":"x"}})"),
          account, false, false, "no quota or credit");
    check(decode_error("openai", 429, R"({"error":{"code":"insufficient_quota"}})"), account, false,
          false, "no quota or credit");
    check(decode_error("anthropic", 400,
                       R"({"type":"error","error":{"type":"invalid_request_error",)"
                       R"("message":"You have reached your specified API usage limits."}})"),
          account, false, false, "no quota or credit");
}

// As they were seen; under which status is each provider's own affair.
BOOST_AUTO_TEST_CASE(an_account_without_credit_is_stopped_whatever_the_status) {
    const auto out_of_credit = [](std::string_view provider, int status, std::string_view body) {
        check(decode_error(provider, status, body), account, false, false, "no quota or credit");
    };
    out_of_credit("anthropic", 400,
                  R"({"type":"error","error":{"type":"invalid_request_error","message":)"
                  R"("Your credit balance is too low to access the Anthropic API. )"
                  R"(Please go to Plans & Billing to upgrade or purchase credits."}})");
    out_of_credit("anthropic", 402, R"({"type":"error","error":{"type":"billing_error"}})");
    out_of_credit("openai", 429,
                  R"({"error":{"message":"Your account is not active, please check your billing )"
                  R"(details on our website.","type":"billing_not_active","param":null,)"
                  R"("code":"billing_not_active"}})");
    // DeepSeek, xAI, Gemini, Moonshot, Alibaba.
    out_of_credit("openai", 402, R"({"error":{"message":"Insufficient Balance"}})");
    out_of_credit("openai", 429,
                  R"({"code":"c","error":"Your team t has either used all available credits or )"
                  R"(reached its monthly spending limit."})");
    out_of_credit("openai", 429,
                  R"([{"error":{"code":429,"message":"Your prepayment credits are depleted."}}])");
    out_of_credit("openai", 429,
                  R"({"error":{"message":"suspended","type":"exceeded_current_quota_error"}})");
    out_of_credit("openai", 400, R"({"error":{"code":"Arrearage","message":"Access denied"}})");
    out_of_credit("openai", 400, R"({"code":"Arrearage","message":"Access denied"})");
    out_of_credit("openrouter", 402, R"({"error":{"code":402,"message":"Insufficient credits"}})");
}

// Whatever the words: nobody is told to come back.
BOOST_AUTO_TEST_CASE(a_rate_limit_that_no_waiting_ends_is_the_accounts) {
    const auto head = test_head(429, {{"x-should-retry", "false"}});
    check(decode_failure("anthropic", head,
                         R"({"type":"error","error":{"type":"rate_limit_error","message":"No."}})"),
          account, false, false, "no waiting ends");
    check(decode_error("anthropic", 429,
                       R"({"type":"error","error":{"type":"rate_limit_error","message":)"
                       R"("You have reached the monthly spend cap of your usage tier."}})"),
          account, false, false, "no quota or credit");
}

BOOST_AUTO_TEST_CASE(what_concerns_the_model_stops_the_judge) {
    constexpr std::string_view gone = "the model was retired or is not available to this key";
    check(decode_error("openai", 404, R"({"error":{"code":"model_not_found"}})"), judge, false,
          false, gone);
    check(
        decode_error("anthropic", 404,
                     R"({"type":"error","error":{"type":"not_found_error","message":"model: m"}})"),
        judge, false, false, gone);
    check(decode_error("azure", 404, R"({"error":{"code":"DeploymentNotFound"}})"), judge, false,
          false, gone);
    constexpr std::string_view no_address = R"~({"error":{"message":"Invalid URL (POST )~"
                                            R"~(/v1/models/chat/completions)","code":null}})~";
    check(decode_error("openai", 404, no_address), judge, false, false,
          "the server does not know this address; check base_url");
    check(decode_error("openai", 403,
                       R"({"error":{"message":"Project p does not have access to model m"}})"),
          judge, false, false, gone);
    check(decode_error("openrouter", 400,
                       R"({"error":{"code":400,"availability":{"code":"model_not_found"}}})"),
          judge, false, false, gone);
    check(decode_error("azure", 404, R"({"error":{"code":"404","message":"Resource not found"}})"),
          judge, false, false, "does not know this address");
    check(decode_error("openai", 307, ""), judge, false, false, "never followed");
    check(decode_error("openai", 405, ""), judge, false, false, "takes no requests");
}

BOOST_AUTO_TEST_CASE(
    openrouters_sentences_tell_a_model_that_is_gone_from_one_that_nobody_serves_so) {
    const auto said = [](std::string_view sentence) {
        return decode_error("openrouter", 404,
                            R"({"error":{"code":404,"message":")" + std::string(sentence) + "\"}}");
    };
    for (const char* sentence :
         {"No endpoints found that support the requested parameters",
          "No endpoints found that can handle the requested parameters. To learn more about "
          "provider routing, visit: https://openrouter.ai/docs/provider-routing",
          "No endpoints found matching your data policy (Free model training).",
          "No endpoints found that support image input",
          "No allowed providers are available for the selected model."})
        check(said(sentence), judge, false, false, "no endpoint of this model");
    check(said("No endpoints found for acme/model."), judge, false, false, "was retired");
}

BOOST_AUTO_TEST_CASE(other_errors_concern_the_entry) {
    for (const int status : {400, 413, 422, 418})
        check(decode_error("openai", status, "{}"), entry, false, false, "HTTP");
    for (const int status : {408, 409, 424, 500, 502, 504, 520, 524})
        check(decode_error("openai", status, "{}"), entry, true, false, "HTTP");
    for (const int status : {429, 503, 529})
        check(decode_error("openai", status, "{}"), entry, true, true, "HTTP");
}

BOOST_AUTO_TEST_CASE(a_filtered_prompt_is_no_account_trouble) {
    const attempt_failure f = decode_error(
        "openrouter", 403, R"({"error":{"code":403,"metadata":{"reasons":["violence"]}}})");
    BOOST_TEST(to_string(f.kind) == "filtered");
    BOOST_TEST((f.scope == entry));
}

BOOST_AUTO_TEST_SUITE_END()
