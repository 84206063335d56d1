#include "provider/azure_openai.hpp"
#include "provider/exchange.hpp"
#include "provider/request_target.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <stdexcept>

using namespace preceptron;
using namespace preceptron::tests;
using provider::find_codec;
using provider::learned_parameters;
namespace json = boost::json;

BOOST_AUTO_TEST_SUITE(request)

const prompt_messages the_prompt{"You grade.", "Grade \"this\"\n\xE6\xBC\xA2"};

wire::http_request make(const judge_spec& judge, const learned_parameters& learned = {}) {
    return find_codec(judge.provider)->make_request(judge, the_prompt, learned);
}

json::object body_of(const judge_spec& judge, const learned_parameters& learned = {}) {
    return json::parse(make(judge, learned).body).as_object();
}

std::string names_of(const json::object& body) {
    std::string names;
    for (const auto& member : body)
        names += std::string(member.key()) + " ";
    return names;
}

judge_spec openai() {
    return test_judge("openai", "https://api.openai.com/v1");
}
judge_spec local() {
    return test_judge("openai", "http://localhost:8000/v1/");
}

BOOST_AUTO_TEST_CASE(a_plain_openai_judge_sends_no_more_than_it_needs) {
    const wire::http_request r = make(openai());
    BOOST_TEST(r.method == "POST");
    BOOST_TEST(r.target == "/v1/chat/completions");
    BOOST_TEST(r.auth.header == "Authorization");
    BOOST_TEST(r.auth.prefix == "Bearer ");
    BOOST_TEST(r.fields.find("content-type").value() == "application/json");
    BOOST_TEST(r.fields.find("accept").value() == "application/json");
    BOOST_TEST(r.body ==
               R"({"model":"m-1","messages":[{"role":"system","content":"You grade."},)"
               R"({"role":"user","content":"Grade \"this\"\n)"
               "\xE6\xBC\xA2"
               R"("}],"response_format":{"type":"json_schema","json_schema":{"name":"verdict",)"
               R"("strict":true,"schema":{"type":"object","properties":{"score":{"type":"number"},)"
               R"("justification":{"type":"string"}},"required":["score","justification"],)"
               R"("additionalProperties":false}}},"store":false,"stream":true,)"
               R"("stream_options":{"include_usage":true}})");
}

BOOST_AUTO_TEST_CASE(settings_of_the_judge_are_sent) {
    judge_spec judge = openai();
    judge.temperature = 0;
    judge.max_output_tokens = 512;
    judge.reasoning_effort = "low";
    judge.stream = false;
    judge.format = structured_output::json_object;
    const json::object body = body_of(judge);
    BOOST_TEST(body.at("temperature").as_double() == 0);
    BOOST_TEST(body.at("max_completion_tokens").as_int64() == 512);
    BOOST_TEST(body.at("reasoning_effort").as_string() == "low");
    BOOST_TEST(body.at("stream").as_bool() == false);
    BOOST_TEST(!body.contains("stream_options"));
    BOOST_TEST(json::serialize(body.at("response_format")) == R"({"type":"json_object"})");
    judge.format = structured_output::off;
    BOOST_TEST(!body_of(judge).contains("response_format"));
}

BOOST_AUTO_TEST_CASE(compatible_servers_get_the_older_words) {
    judge_spec judge = local();
    judge.max_output_tokens = 512;
    judge.key_name = "none";
    const json::object body = body_of(judge);
    BOOST_TEST(body.at("max_tokens").as_int64() == 512);
    BOOST_TEST(!body.contains("store"));
    BOOST_TEST(make(judge).target == "/v1/chat/completions");
    BOOST_TEST(make(judge).auth.header == "");
}

BOOST_AUTO_TEST_CASE(what_was_refused_is_not_sent_again) {
    judge_spec judge = openai();
    judge.temperature = 0;
    judge.max_output_tokens = 512;
    judge.reasoning_effort = "low";
    learned_parameters all;
    all.swap_token_cap = all.drop_temperature = all.drop_stream_options = true;
    all.drop_structured_output = all.drop_reasoning_effort = true;
    BOOST_TEST(names_of(body_of(judge, all)) == "model messages max_tokens store stream ");
}

BOOST_AUTO_TEST_CASE(extra_body_goes_last_and_wins) {
    judge_spec judge = openai();
    judge.temperature = 0;
    judge.max_output_tokens = 512;
    judge.extra_body =
        json::parse(
            R"({"temperature":0.5,"max_tokens":9,"stream":false,"provider":{"order":["a",null,2,true]}})")
            .as_object();
    const std::string body = make(judge).body;
    BOOST_TEST(body.ends_with(
        R"("temperature":0.5,"max_tokens":9,"stream":false,"provider":{"order":["a",null,2,true]}})"));
    const json::object parsed = json::parse(body).as_object();
    BOOST_TEST(names_of(parsed) ==
               "model messages response_format store temperature max_tokens stream provider ");
}

BOOST_AUTO_TEST_CASE(text_that_is_not_utf8_becomes_valid_json) {
    const auto r = find_codec("openai")->make_request(openai(),
                                                      {"", "a\xFF"
                                                           "b"},
                                                      {});
    BOOST_TEST(json::parse(r.body).at("messages").as_array().size() == 1u);
}

BOOST_AUTO_TEST_CASE(openrouter_needs_not_be_asked_for_usage) {
    judge_spec judge = test_judge("openrouter", "https://openrouter.ai/api/v1");
    judge.max_output_tokens = 64;
    BOOST_TEST(make(judge).target == "/api/v1/chat/completions");
    BOOST_TEST(names_of(body_of(judge)) == "model messages max_tokens response_format stream ");
}

BOOST_AUTO_TEST_CASE(anthropic_has_its_own_body_and_headers) {
    judge_spec judge = test_judge("anthropic", "https://api.anthropic.com");
    const wire::http_request r = make(judge);
    BOOST_TEST(r.target == "/v1/messages");
    BOOST_TEST(r.auth.header == "x-api-key");
    BOOST_TEST(r.auth.prefix == "");
    BOOST_TEST(r.fields.find("anthropic-version").value() == "2023-06-01");
    BOOST_TEST(r.body == R"({"model":"m-1","max_tokens":4096,"system":"You grade.","messages":[)"
                         R"({"role":"user","content":"Grade \"this\"\n)"
                         "\xE6\xBC\xA2"
                         R"("}],"stream":true})");
    judge.api_version = "2026-10-21";
    judge.base_url = "https://gateway.example/claude/v1/";
    judge.temperature = 0.5;
    judge.max_output_tokens = 100;
    judge.reasoning_effort = "high";
    judge.format = structured_output::json_schema;
    BOOST_TEST(make(judge).fields.find("anthropic-version").value() == "2026-10-21");
    BOOST_TEST(make(judge).target == "/claude/v1/messages");
    const json::object body = body_of(judge);
    BOOST_TEST(body.at("temperature").as_double() == 0.5);
    BOOST_TEST(body.at("max_tokens").as_int64() == 100);
    BOOST_TEST(body.at("output_config").at("effort").as_string() == "high");
    BOOST_TEST(body.at("output_config").at("format").at("type").as_string() == "json_schema");
    learned_parameters all;
    all.drop_temperature = all.drop_structured_output = all.drop_reasoning_effort = true;
    BOOST_TEST(names_of(body_of(judge, all)) == "model max_tokens system messages stream ");
}

BOOST_AUTO_TEST_CASE(azure_has_a_dated_and_a_v1_address) {
    judge_spec judge = test_judge("azure", "https://x.openai.azure.com/");
    judge.model_id = "my gpt/4o";
    judge.api_version = "2024-12-01-preview";
    BOOST_TEST(make(judge).target == "/openai/deployments/my%20gpt%2F4o/chat/completions"
                                     "?api-version=2024-12-01-preview");
    BOOST_TEST(make(judge).auth.header == "api-key");
    judge.api_version = "v1";
    BOOST_TEST(provider::azure_target(judge) == "/openai/v1/chat/completions");
    BOOST_TEST(body_of(judge).at("model").as_string() == "my gpt/4o");
    judge.api_version = "";
    BOOST_TEST(provider::azure_target(judge) == "/openai/v1/chat/completions");
    judge.api_version = "preview";
    BOOST_TEST(provider::azure_target(judge) == "/openai/v1/chat/completions?api-version=preview");
    judge.api_version = "v1";
    for (const char* base : {"https://x.openai.azure.com/openai", "https://x.openai.azure.com",
                             "https://x.openai.azure.com/openai/v1/",
                             "https://x.openai.azure.com/openai/deployments/a/chat/completions"
                             "?api-version=2024-10-21"}) {
        judge.base_url = base;
        BOOST_TEST(provider::azure_target(judge) == "/openai/v1/chat/completions", base);
    }
    judge.base_url = "https://gateway.example/openai-proxy/";
    BOOST_TEST(provider::azure_target(judge) == "/openai-proxy/openai/v1/chat/completions");
}

BOOST_AUTO_TEST_CASE(azure_versions_differ_in_what_they_know) {
    judge_spec judge = test_judge("azure", "https://x.openai.azure.com/");
    judge.max_output_tokens = 9;
    judge.api_version = "2024-05-01-preview";
    BOOST_TEST(body_of(judge).contains("max_tokens"));
    BOOST_TEST(!body_of(judge).contains("response_format"));
    judge.api_version = "2024-10-21";
    BOOST_TEST(body_of(judge).contains("max_tokens"));
    BOOST_TEST(body_of(judge).contains("response_format"));
    judge.api_version = "2024-12-01-preview";
    BOOST_TEST(body_of(judge).contains("max_completion_tokens"));
    judge.api_version = "v1";
    BOOST_TEST(body_of(judge).contains("max_completion_tokens"));
    BOOST_TEST(!body_of(judge).contains("store"));
}

BOOST_AUTO_TEST_CASE(base_urls_are_taken_as_people_write_them) {
    for (const char* base :
         {"https://h/v1", "https://h/v1/", "https://h/v1//", "https://h/v1/chat/completions"}) {
        judge_spec judge = openai();
        judge.base_url = base;
        BOOST_TEST(make(judge).target == "/v1/chat/completions", base);
    }
    judge_spec judge = openai();
    judge.base_url = "https://h:8443/a%20b?k=v";
    BOOST_TEST(make(judge).target == "/a%20b/chat/completions?k=v");
    judge.base_url = "https://h";
    BOOST_TEST(make(judge).target == "/chat/completions");
    judge.base_url = "not a url";
    BOOST_CHECK_THROW(make(judge), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(all_providers_are_registered_once) {
    const auto names = provider::codec_names();
    const std::vector<std::string_view> expected{"openai", "openrouter", "anthropic", "azure",
                                                 "simulated"};
    BOOST_TEST(names == expected, boost::test_tools::per_element());
    for (const auto name : names)
        BOOST_TEST(find_codec(name)->name() == name);
    BOOST_TEST(!find_codec("OpenAI"));
}

BOOST_AUTO_TEST_SUITE_END()
