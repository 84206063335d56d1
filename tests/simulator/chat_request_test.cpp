#include "simulator/chat_request.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron::simulator;

namespace {

constexpr std::string_view question =
    R"({"model":"m","max_tokens":5,"messages":[{"role":"system","content":"s"},{"role":"user","content":"u"}]})";

parsed_request parse(std::string_view target, std::string_view body = question,
                     std::string_view method = "POST") {
    incoming_request request;
    request.method = method;
    request.target = target;
    request.body = body;
    if (target.starts_with("/v1/messages"))
        request.anthropic_version = "2023-06-01";
    return parse_request(request);
}

chat_request chat(std::string_view target, std::string_view body = question) {
    const parsed_request parsed = parse(target, body);
    BOOST_REQUIRE(std::holds_alternative<chat_request>(parsed));
    return std::get<chat_request>(parsed);
}

refusal refused(const parsed_request& parsed) {
    BOOST_REQUIRE(std::holds_alternative<refused_request>(parsed));
    return std::get<refused_request>(parsed).why;
}

} // namespace

BOOST_AUTO_TEST_SUITE(simulator_chat_request)

BOOST_AUTO_TEST_CASE(the_path_decides_the_format) {
    for (const auto& [target, format] :
         {std::pair("/v1/chat/completions", provider_format::openai),
          std::pair("/api/v1/chat/completions", provider_format::openrouter),
          std::pair("/v1/messages", provider_format::anthropic),
          std::pair("/openai/v1/chat/completions", provider_format::azure),
          std::pair("/openai/deployments/d/chat/completions?api-version=2024-10-21",
                    provider_format::azure)}) {
        const chat_request read = chat(target);
        BOOST_TEST((read.format == format), target);
        BOOST_TEST(read.user == "u", target);
        BOOST_TEST(read.system == "s", target);
        BOOST_TEST(read.max_tokens.value() == 5, target);
    }
}

BOOST_AUTO_TEST_CASE(azures_deployment_stands_for_the_model) {
    const auto target = "/openai/deployments/my%20judge/chat/completions?x=1&api-version=v";
    BOOST_TEST(chat(target).model == "my judge");
    BOOST_TEST(chat(target, R"({"messages":[{"role":"user","content":"u"}]})").model == "my judge");
    BOOST_TEST(chat("/openai/v1/chat/completions").model == "m");
}

BOOST_AUTO_TEST_CASE(content_may_come_in_parts_and_the_system_prompt_by_other_ways) {
    const chat_request parts =
        chat("/v1/chat/completions", R"({"model":"m","messages":[{"role":"developer","content":"s"},
             {"role":"user","content":[{"type":"text","text":"a"},{"type":"image"},{"type":"text","text":"b"}]}]})");
    BOOST_TEST(parts.system == "s");
    BOOST_TEST(parts.user == "a\nb");
    const chat_request top = chat("/v1/messages", R"({"model":"m","max_tokens":9,
        "system":[{"type":"text","text":"s"}],"messages":[{"role":"user","content":"u"}]})");
    BOOST_TEST(top.system == "s");
}

BOOST_AUTO_TEST_CASE(options_are_read) {
    const chat_request read = chat("/v1/chat/completions", R"({"model":"m","stream":true,
        "stream_options":{"include_usage":true},"max_completion_tokens":7,
        "response_format":{"type":"json_schema"},"messages":[{"role":"user","content":"u"}]})");
    BOOST_TEST(read.stream);
    BOOST_TEST(read.include_usage);
    BOOST_TEST(read.max_tokens.value() == 7);
    BOOST_TEST((read.form == answer_form::json_schema));
}

BOOST_AUTO_TEST_CASE(a_key_is_found_wherever_a_provider_puts_it) {
    incoming_request request{"POST", "/v1/chat/completions", {}, {}, {}, {}, question};
    BOOST_TEST(std::get<chat_request>(parse_request(request)).key == "");
    request.authorization = "Bearer one";
    BOOST_TEST(std::get<chat_request>(parse_request(request)).key == "one");
    request.api_key = "two";
    BOOST_TEST(std::get<chat_request>(parse_request(request)).key == "two");
    request.x_api_key = "three";
    BOOST_TEST(std::get<chat_request>(parse_request(request)).key == "three");
}

BOOST_AUTO_TEST_CASE(models_can_be_listed) {
    for (const char* target : {"/v1/models", "/api/v1/models", "/openai/v1/models",
                               "/openai/models?api-version=2024-10-21"})
        BOOST_TEST(std::holds_alternative<model_list_request>(parse(target, "", "GET")), target);
    incoming_request request{"GET", "/v1/models", {}, {}, {}, "2023-06-01", {}};
    const auto list = std::get<model_list_request>(parse_request(request));
    BOOST_TEST((list.format == provider_format::anthropic));
}

BOOST_AUTO_TEST_CASE(what_no_provider_accepts_is_refused_with_its_status) {
    for (const char* base : {"/v1/chat/completions", "/api/v1/chat/completions", "/v1/messages",
                             "/openai/v1/chat/completions"}) {
        BOOST_TEST(refused(parse(base, "{")).status == 400, base);
        BOOST_TEST(refused(parse(base, "[]")).status == 400, base);
        BOOST_TEST(refused(parse(base, R"({"messages":[{"role":"user","content":"u"}]})")).status ==
                       400,
                   base);
        BOOST_TEST(refused(parse(base, R"({"model":"m","max_tokens":5})")).status == 400, base);
        BOOST_TEST(refused(parse(base, R"({"model":"m","messages":[3]})")).status == 400, base);
        BOOST_TEST(
            refused(
                parse(base,
                      R"({"model":"m","max_tokens":0,"messages":[{"role":"user","content":"u"}]})"))
                    .status == 400,
            base);
        BOOST_TEST(refused(parse(base, question, "GET")).status == 405, base);
        BOOST_TEST(refused(parse(std::string(base) + "x")).status == 404, base);
    }
    for (const char* nowhere : {"/", "", "/v1", "/openai/deployments/d/chat/completions",
                                "/openai/deployments//chat/completions?api-version=v",
                                "/openai/deployments/d/chat/completions?api-version="})
        BOOST_TEST(refused(parse(nowhere)).status == 404, nowhere);
}

BOOST_AUTO_TEST_CASE(a_parameter_out_of_place_is_refused) {
    const refusal options = refused(parse("/v1/chat/completions", R"({"model":"m",
        "stream_options":{"include_usage":true},"messages":[{"role":"user","content":"u"}]})"));
    BOOST_TEST(options.param == "stream_options");
    const refusal object = refused(parse("/v1/chat/completions", R"({"model":"m",
        "response_format":{"type":"json_object"},"messages":[{"role":"user","content":"u"}]})"));
    BOOST_TEST(object.param == "messages");
    chat("/v1/chat/completions", R"({"model":"m","response_format":{"type":"json_object"},
        "messages":[{"role":"user","content":"reply in JSON"}]})");
}

BOOST_AUTO_TEST_CASE(parameters_can_be_refused_by_name) {
    const std::vector<std::string> unwanted{"temperature", "max_tokens"};
    incoming_request request{"POST", "/v1/chat/completions", {}, {}, {}, {}, question};
    const refusal why = refused(parse_request(request, unwanted));
    BOOST_TEST(why.status == 400);
    BOOST_TEST(why.param == "max_tokens");
    BOOST_TEST(why.code == "unsupported_parameter");
    request.body = R"({"model":"m","messages":[{"role":"user","content":"u"}]})";
    BOOST_TEST(std::holds_alternative<chat_request>(parse_request(request, unwanted)));
}

BOOST_AUTO_TEST_CASE(anthropics_own_demands_are_made) {
    incoming_request request{"POST", "/v1/messages", {}, "k", {}, {}, question};
    BOOST_TEST(refused(parse_request(request)).message == "anthropic-version: header is required");
    BOOST_TEST(refused(parse("/v1/messages",
                             R"({"model":"m","messages":[{"role":"user","content":"u"}]})"))
                   .message == "max_tokens: Field required");
    request.body =
        R"({"model":"m","max_tokens":5,"temperature":1,"messages":[{"role":"user","content":"u"}]})";
    request.anthropic_version = "2023-06-01";
    BOOST_TEST(std::holds_alternative<chat_request>(parse_request(request)));
    request.anthropic_version = "2026-10-21";
    BOOST_TEST(refused(parse_request(request)).status == 400);
}

BOOST_AUTO_TEST_CASE(the_scheme_of_a_key_may_be_written_in_either_case) {
    for (const char* sent : {"Bearer k", "bearer k", "BEARER k"}) {
        incoming_request request{"GET", "/v1/models", sent, {}, {}, {}, {}};
        const auto parsed = parse_request(request);
        BOOST_TEST(std::get<model_list_request>(parsed).key == "k", sent);
    }
    const incoming_request basic{"GET", "/v1/models", "Basic k", {}, {}, {}, {}};
    BOOST_TEST(std::get<model_list_request>(parse_request(basic)).key == "");
}

BOOST_AUTO_TEST_SUITE_END()
