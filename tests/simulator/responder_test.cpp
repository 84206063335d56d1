#include "simulator/responder.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::simulator;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

instant at(std::chrono::milliseconds passed) {
    return {std::chrono::steady_clock::time_point(1h) + passed,
            *parse_timestamp("2026-11-23T03:07:57.120Z") + passed};
}

struct asked {
    std::string target = "/v1/chat/completions";
    std::string model = "sim-strong";
    std::string key = "k";
    std::string extra;
    std::string user = "<reference>gout</reference><answer>gout</answer>";

    responder::response of(responder& simulated, instant now = at(0ms)) const {
        const std::string body = R"({"model":")" + model + R"(","max_tokens":1000,)" + extra +
                                 R"("messages":[{"role":"user","content":")" + user + R"("}]})";
        const std::string bearer = "Bearer " + key;
        incoming_request request{"POST", target, {}, {}, {}, "2023-06-01", body};
        if (!key.empty())
            request.authorization = bearer;
        return simulated.respond(request, true, now);
    }
};

json::value body_of(const responder::response& made) {
    const std::string& bytes = made.script.bytes;
    return json::parse(std::string_view(bytes).substr(bytes.find("\r\n\r\n") + 4));
}

responder_settings with(std::vector<fault_rate> faults) {
    responder_settings settings;
    settings.faults = std::move(faults);
    return settings;
}

} // namespace

BOOST_AUTO_TEST_SUITE(simulator_responder)

BOOST_AUTO_TEST_CASE(answers_with_a_judgement_and_counts_four_characters_a_token) {
    responder simulated({});
    const json::value body = body_of(asked{}.of(simulated));
    const auto& text = body.at_pointer("/choices/0/message/content").as_string();
    BOOST_TEST(json::parse(text).at("score") == 10);
    BOOST_TEST(body.at_pointer("/usage/prompt_tokens") == 12);
    BOOST_TEST(body.at_pointer("/usage/completion_tokens").as_int64() ==
               static_cast<std::int64_t>((text.size() + 3) / 4));
}

BOOST_AUTO_TEST_CASE(an_unstreamed_answer_takes_as_long_as_its_stream) {
    responder_settings settings;
    settings.timing = {200ms, 20ms};
    settings.events = 10;
    responder simulated(settings);
    BOOST_TEST((asked{}.of(simulated).script.first_after == 400ms));
    asked streamed;
    streamed.extra = R"("stream":true,)";
    BOOST_TEST((streamed.of(simulated).script.first_after == 200ms));
    BOOST_TEST(streamed.of(simulated).script.writes.size() == 10 + 3);
}

BOOST_AUTO_TEST_CASE(a_cap_on_tokens_cuts_the_answer) {
    responder simulated({});
    asked capped;
    capped.extra = R"("max_completion_tokens":3,)";
    const json::value body = body_of(capped.of(simulated));
    BOOST_TEST(body.at_pointer("/choices/0/finish_reason") == "length");
    BOOST_TEST(body.at_pointer("/choices/0/message/content").as_string().size() == 12);
    BOOST_TEST(body.at_pointer("/usage/completion_tokens") == 3);
}

BOOST_AUTO_TEST_CASE(special_keys_and_models_are_refused) {
    responder simulated({});
    asked wrong, broke, gone, vendor_gone, down;
    wrong.key = "bad-key";
    broke.key = "no-quota";
    gone.model = "sim-gone-1";
    vendor_gone.model = "vendor/sim-gone";
    down.model = "sim-down";
    BOOST_TEST(wrong.of(simulated).log.status == 401);
    BOOST_TEST(broke.of(simulated).log.status == 429);
    BOOST_TEST(body_of(broke.of(simulated)).at_pointer("/error/code") == "insufficient_quota");
    BOOST_TEST(gone.of(simulated).log.status == 404);
    BOOST_TEST(vendor_gone.of(simulated).log.status == 404);
    BOOST_TEST(down.of(simulated).log.status == 500);
}

BOOST_AUTO_TEST_CASE(a_key_is_needed_only_where_it_is_required) {
    asked keyless;
    keyless.key.clear();
    responder open({});
    BOOST_TEST(keyless.of(open).log.status == 200);
    responder_settings settings;
    settings.require_key = true;
    responder closed(settings);
    BOOST_TEST(keyless.of(closed).log.status == 401);
    BOOST_TEST(asked{}.of(closed).log.status == 200);
}

BOOST_AUTO_TEST_CASE(limits_are_per_key_and_refill_with_the_clock) {
    responder_settings settings;
    settings.limits.requests_per_minute = 2;
    responder simulated(settings);
    BOOST_TEST(asked{}.of(simulated).log.status == 200);
    BOOST_TEST(asked{}.of(simulated).log.status == 200);
    const auto refused = asked{}.of(simulated);
    BOOST_TEST(refused.log.status == 429);
    BOOST_TEST(refused.script.bytes.find("retry-after: 30\r\n") != std::string::npos);
    BOOST_TEST(refused.script.bytes.find("x-ratelimit-remaining-requests: 0\r\n") !=
               std::string::npos);
    asked other;
    other.key = "other";
    BOOST_TEST(other.of(simulated).log.status == 200);
    BOOST_TEST(asked{}.of(simulated, at(30s)).log.status == 200);
}

BOOST_AUTO_TEST_CASE(tokens_charged_are_those_used_but_for_azure_those_allowed) {
    responder_settings settings;
    settings.limits.tokens_per_minute = 1100;
    responder simulated(settings);
    asked azure;
    azure.target = "/openai/v1/chat/completions";
    BOOST_TEST(azure.of(simulated).log.status == 200);
    BOOST_TEST(azure.of(simulated).log.status == 429);
    azure.key = "of another";
    azure.extra = R"("max_completion_tokens":9223372036854775807,)";
    BOOST_TEST(azure.of(simulated).log.status == 429);
    asked openai;
    openai.key = "other";
    BOOST_TEST(openai.of(simulated).log.status == 200);
    BOOST_TEST(openai.of(simulated).log.status == 200);
}

BOOST_AUTO_TEST_CASE(a_request_larger_than_a_minute_is_told_so) {
    responder_settings settings;
    settings.limits.tokens_per_minute = 20;
    responder simulated(settings);
    const auto refused = asked{}.of(simulated);
    BOOST_TEST(refused.log.status == 429);
    BOOST_TEST(refused.script.bytes.find("Request too large") != std::string::npos);
    BOOST_TEST(refused.script.bytes.find("retry-after") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(faults_with_a_status_are_refusals) {
    for (const auto& [kind, status] :
         {std::pair(fault::status_500, 500), std::pair(fault::status_429, 429),
          std::pair(fault::status_529, 529), std::pair(fault::quota, 429)}) {
        responder simulated(with({{kind, 1}}));
        const auto made = asked{}.of(simulated);
        BOOST_TEST(made.log.status == status);
        BOOST_TEST(made.log.fault == to_string(kind));
        BOOST_TEST((made.script.bytes.find("retry-after: 1\r\n") != std::string::npos) ==
                   (kind == fault::status_429));
    }
}

BOOST_AUTO_TEST_CASE(faults_without_a_status_are_logged_as_200) {
    for (const fault kind :
         {fault::reset, fault::stall, fault::truncate, fault::error_event, fault::garbage}) {
        responder simulated(with({{kind, 1}}));
        const auto made = asked{}.of(simulated);
        BOOST_TEST(made.log.status == 200);
        BOOST_TEST(made.log.fault == to_string(kind));
    }
}

BOOST_AUTO_TEST_CASE(the_log_knows_the_prompt_by_its_hash_alone) {
    responder simulated({});
    asked hello;
    hello.user = "hello";
    hello.extra = R"("stream":true,)";
    const log_entry log = hello.of(simulated).log;
    BOOST_TEST(log.provider == "openai");
    BOOST_TEST(log.model == "sim-strong");
    BOOST_TEST(log.stream);
    BOOST_TEST(log.prompt_sha256 ==
               "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
}

BOOST_AUTO_TEST_CASE(ids_differ_from_call_to_call_and_not_from_run_to_run) {
    responder one({}), same({});
    const json::value first = body_of(asked{}.of(one));
    const json::value second = body_of(asked{}.of(one));
    BOOST_TEST(first.at("id") != second.at("id"));
    BOOST_TEST(first.at("id") == body_of(asked{}.of(same)).at("id"));
}

BOOST_AUTO_TEST_SUITE_END()
