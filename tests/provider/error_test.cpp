#include "provider/error_body.hpp"
#include "provider/exchange.hpp"
#include "provider/json_reader.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::tests;
using provider::server_error;

BOOST_AUTO_TEST_SUITE(errors)

server_error read(std::string_view body) {
    provider::json_reader reader;
    const auto* const value = reader.read(body);
    BOOST_REQUIRE(value);
    return provider::read_error_body(*value).value_or(server_error{});
}

BOOST_AUTO_TEST_CASE(every_shape_of_error_body_is_read) {
    struct row {
        const char *body, *name, *message;
    };
    for (const row& r : {
             row{R"({"error":{"message":"m","type":"t","param":null,"code":"c"}})", "c", "m"},
             row{R"({"error":{"message":"m","type":"t","code":null}})", "t", "m"},
             row{R"({"error":{"message":"m","code":502}})", "502", "m"},
             row{R"({"error":"m"})", "", "m"},
             row{R"({"error":"m","code":"c"})", "c", "m"},
             row{R"({"error":400,"message":"m"})", "400", "m"},
             row{R"({"type":"error","error":{"type":"t","message":"m"}})", "t", "m"},
             row{R"({"object":"error","message":"m","type":"t","code":400})", "400", "m"},
             row{R"({"statusCode":401,"message":"m"})", "401", "m"},
             row{R"({"message":"m"})", "", "m"},
             row{R"({"detail":"m"})", "", "m"},
             row{R"({"detail":[{"type":"missing","loc":["body","x"],"msg":"m"}]})", "missing",
                 "x: m"},
             row{R"({"detail":{"message":"m","code":"c"}})", "c", "m"},
             row{R"({"detail":{"detail":"m"}})", "", "m"},
             row{R"({"object":"error","message":{"detail":[{"msg":"m"}]},"type":"t"})", "t", "m"},
             row{R"([{"error":{"code":429,"message":"m"}}])", "429", "m"},
             row{R"({"error":{"message":"m","metadata":{"error_type":"t"}}})", "t", "m"},
         }) {
        BOOST_TEST(read(r.body).name() == r.name, r.body);
        BOOST_TEST(read(r.body).message == r.message, r.body);
    }
    BOOST_TEST(read(R"({"detail":[{"loc":["body","x"],"msg":"m"}]})").param == "x");
}

BOOST_AUTO_TEST_CASE(any_type_may_stand_anywhere) {
    for (const char* body :
         {"null", "3", "\"x\"", "[]", "[[]]", "{}", R"({"error":null})", R"({"error":[]})",
          R"({"error":true})", R"({"error":{}})", R"({"error":{"message":{},"code":[],"type":1}})",
          R"({"detail":{}})", R"({"detail":[1,{},{"loc":[]}]})", R"({"error":1e400})",
          R"({"error":{"code":-1}})", R"({"error":{"code":1e300,"metadata":"x"}})",
          R"({"error":{"innererror":[],"availability":7}})"}) {
        read(body);
        const attempt_failure f = decode_error("openai", 400, body);
        BOOST_TEST(to_string(f.kind) == "http_error", body);
        BOOST_TEST(f.raw == body);
    }
}

BOOST_AUTO_TEST_CASE(no_error_is_seen_in_a_good_body) {
    provider::json_reader reader;
    for (const char* body : {R"({"choices":[],"error":null})", R"({"error":""})", R"({"error":{}})",
                             R"({"error":0,"object":"chat.completion"})"})
        BOOST_TEST(!provider::find_error(*reader.read(body)), body);
}

void check(const attempt_failure& f, failure_scope scope, bool retryable, bool rate_limited,
           std::string_view part_of_message) {
    BOOST_TEST_CONTEXT(f.http_status << " " << f.server_code << ": " << f.message) {
        BOOST_TEST((f.scope == scope));
        BOOST_TEST(f.retryable == retryable);
        BOOST_TEST(f.rate_limited == rate_limited);
        BOOST_TEST(f.message.find(part_of_message) != std::string::npos);
    }
}

constexpr auto entry = failure_scope::entry;
constexpr auto judge = failure_scope::judge;
constexpr auto account = failure_scope::account;

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

BOOST_AUTO_TEST_CASE(a_credit_limit_with_a_retry_after_passes_also_where_it_names_no_time) {
    for (const char* wait : {"5", "0", "-3"})
        check(decode_failure("openrouter", test_head(402, {{"retry-after", wait}}),
                             R"({"error":{"code":402,"message":"in-flight budget"}})"),
              entry, true, true, "credit");
}

BOOST_AUTO_TEST_CASE(openrouters_words_tell_where_no_status_does) {
    const auto said = [](std::string_view error) {
        return decode_failure("openrouter", test_head(200, {{"content-type", "application/json"}}),
                              R"({"error":{"message":"m",)" + std::string(error) + "}}");
    };
    for (const char* word : {"refusal", "invalid_request"})
        check(said(R"("metadata":{"error_type":")" + std::string(word) + "\"}"), entry, false,
              false, "refuses the request");
    for (const char* word : {"no_endpoints", "constraint_filtered", "privacy_restricted"})
        check(said(R"("metadata":{"error_type":")" + std::string(word) + "\"}"), judge, false,
              false, "no endpoint of this model");
    check(said(R"("metadata":{"error_type":"insufficient_credits"})"), account, false, false,
          "no quota or credit");
    check(said(R"("metadata":{"error_type":"unauthorized"})"), account, false, false, "key");
    check(said(R"("availability":{"code":"x","retryable":false})"), entry, false, false, "failed");
    BOOST_TEST(to_string(said(R"("metadata":{"error_type":"moderation"})").kind) == "filtered");
    BOOST_TEST(said(R"("metadata":{"raw":"temperature: too hot"})").server_message ==
               "m: temperature: too hot");
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

BOOST_AUTO_TEST_CASE(a_number_that_is_no_errors_status_tells_none) {
    const auto said = [](std::string_view error) {
        return decode_error("openrouter", 200,
                            R"({"error":{"message":"m","code":"x",)" + std::string(error) + "}}");
    };
    for (const char* number : {"0", "99", "200", "600"})
        check(said("\"http_status\":" + std::string(number)), entry, true, false, "server failed");
    check(said("\"http_status\":400"), entry, false, false, "refuses the request");
}

BOOST_AUTO_TEST_CASE(a_quota_of_the_minute_is_waited_for) {
    check(decode_error("openai", 429,
                       R"([{"error":{"code":429,"message":"You exceeded your current quota, )"
                       R"(please check your plan and billing details. Please retry in 12s."}}])"),
          entry, true, true, "rate limit");
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

BOOST_AUTO_TEST_CASE(other_errors_concern_the_entry) {
    for (const int status : {400, 413, 422, 418})
        check(decode_error("openai", status, "{}"), entry, false, false, "HTTP");
    for (const int status : {408, 409, 424, 500, 502, 504, 520, 524})
        check(decode_error("openai", status, "{}"), entry, true, false, "HTTP");
    for (const int status : {429, 503, 529})
        check(decode_error("openai", status, "{}"), entry, true, true, "HTTP");
}

BOOST_AUTO_TEST_CASE(a_refusal_for_a_length_says_so) {
    for (const char* body :
         {R"({"error":{"code":"context_length_exceeded"}})",
          R"([{"error":{"message":"The input token count (9) exceeds the maximum of 8."}}])",
          R"({"error":{"message":"This model's maximum context length is 4096 tokens."}})"})
        BOOST_TEST(decode_error("openai", 400, body).too_long, body);
    BOOST_TEST(decode_error("openai", 413, "<html>").too_long);
    BOOST_TEST(!decode_error("openai", 400, "{}").too_long);
}

BOOST_AUTO_TEST_CASE(a_filtered_prompt_is_no_account_trouble) {
    const attempt_failure f = decode_error(
        "openrouter", 403, R"({"error":{"code":403,"metadata":{"reasons":["violence"]}}})");
    BOOST_TEST(to_string(f.kind) == "filtered");
    BOOST_TEST((f.scope == entry));
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

BOOST_AUTO_TEST_CASE(an_error_around_the_choices_goes_before_one_in_them) {
    BOOST_TEST(decode_failure("openai", json_head(),
                              R"({"error":{"message":"around"},"choices":[{"error":)"
                              R"({"message":"within"}}]})")
                   .server_message == "around");
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

BOOST_AUTO_TEST_CASE(errors_inside_answers_are_judged_by_their_words) {
    const auto inside = [](std::string_view error) {
        return decode_failure("openai", json_head(), "{\"error\":" + std::string(error) + "}");
    };
    check(inside(R"({"code":401})"), account, false, false, "instead of an answer");
    check(inside(R"({"type":"authentication_error"})"), account, false, false, "key");
    check(inside(R"({"code":"401"})"), account, false, false, "instead of an answer");
    check(inside(R"({"code":429})"), entry, true, true, "rate limit");
    check(inside(R"({"code":"429"})"), entry, true, true, "rate limit");
    check(inside(R"({"code":"400"})"), entry, false, false, "refuses the request");
    check(inside(R"({"code":"400x"})"), entry, true, false, "failed");
    check(inside(R"({"type":"overloaded_error"})"), entry, true, true, "overloaded");
    check(inside(R"({"type":"exceed_context_size_error"})"), entry, false, false, "longer");
    check(inside(R"({"code":"model_not_found"})"), judge, false, false, "retired");
    check(inside(R"("something")"), entry, true, false, "failed");
    check(inside(R"({"code":7})"), entry, true, false, "failed");
    // What the server is to blame for tells of an outage, a limit or a refusal does not.
    for (const char* trouble : {R"({"type":"overloaded_error"})", R"({"type":"api_error"})",
                                R"({"code":503})", R"("something")"})
        BOOST_TEST(inside(trouble).server_failed, trouble);
    for (const char* other : {R"({"code":429})", R"({"code":"400"})", R"({"code":401})"})
        BOOST_TEST(!inside(other).server_failed, other);
}

BOOST_AUTO_TEST_SUITE_END()
