// Errors in the place of an answer, of which no status tells: their words do.
#include "provider/error_check.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using namespace preceptron;
using namespace preceptron::tests;

BOOST_AUTO_TEST_SUITE(error_in_answer)

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

BOOST_AUTO_TEST_CASE(a_number_that_is_no_errors_status_tells_none) {
    const auto said = [](std::string_view error) {
        return decode_error("openrouter", 200,
                            R"({"error":{"message":"m","code":"x",)" + std::string(error) + "}}");
    };
    for (const char* number : {"0", "99", "200", "600"})
        check(said("\"http_status\":" + std::string(number)), entry, true, false, "server failed");
    check(said("\"http_status\":400"), entry, false, false, "refuses the request");
}

BOOST_AUTO_TEST_SUITE_END()
