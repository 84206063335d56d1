#include "provider/exchange.hpp"
#include "provider/parameter_refusal.hpp"
#include "provider/transcript.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::tests;
using provider::learned_parameters;

BOOST_AUTO_TEST_SUITE(parameter_refusal)

std::optional<std::string> learn(std::string_view body, learned_parameters& learned,
                                 int status = 400) {
    return provider::find_codec("openai")->learn(test_judge("openai", "https://localhost"),
                                                 decode_error("openai", status, body), learned);
}

std::string message(std::string_view text) {
    return R"({"error":{"message":")" + std::string(text) +
           R"(","type":"invalid_request_error","param":null,"code":null}})";
}

void check_teaches(std::string_view body, bool learned_parameters::*what) {
    learned_parameters learned;
    const auto sentence = learn(body, learned);
    BOOST_TEST_CONTEXT(body) {
        BOOST_TEST((learned.*what));
        BOOST_TEST(sentence.has_value());
        BOOST_TEST(!learn(body, learned).has_value()); // nothing new the second time
    }
    const int flags = learned.swap_token_cap + learned.drop_temperature +
                      learned.drop_stream_options + learned.drop_structured_output +
                      learned.drop_reasoning_effort + learned.drop_stream;
    BOOST_TEST(flags == 1, body);
}

BOOST_AUTO_TEST_CASE(named_parameters_are_learned) {
    check_teaches(R"({"error":{"message":"Unsupported value: 'temperature' does not support 0.",)"
                  R"("param":"temperature","code":"unsupported_value"}})",
                  &learned_parameters::drop_temperature);
    check_teaches(R"({"error":{"message":"Unsupported parameter: 'max_tokens' is not supported )"
                  R"(with this model. Use 'max_completion_tokens' instead.","param":"max_tokens",)"
                  R"("code":"unsupported_parameter"}})",
                  &learned_parameters::swap_token_cap);
    check_teaches(R"({"error":{"message":"Invalid parameter: 'response_format' of type )"
                  R"('json_schema' is not supported with this model.","param":null}})",
                  &learned_parameters::drop_structured_output);
    check_teaches(
        R"({"error":{"message":"Your organization must be verified to stream this model.",)"
        R"("param":"stream","code":"unsupported_value"}})",
        &learned_parameters::drop_stream);
    check_teaches(R"({"error":{"message":"Provider returned error","code":400,"metadata":)"
                  R"({"raw":"temperature is not supported with this model"}}})",
                  &learned_parameters::drop_temperature);
}

BOOST_AUTO_TEST_CASE(a_refusal_in_place_of_an_answer_teaches_as_well) {
    const std::string body =
        R"({"error":{"message":"'temperature' is not supported","param":"temperature",)"
        R"("code":"unsupported_parameter"}})";
    learned_parameters learned;
    BOOST_TEST(learn(body, learned, 200).has_value());
    BOOST_TEST(learned.drop_temperature);
    attempt_failure refusal = decode_error("openai", 200, body);
    BOOST_TEST(provider::may_refuse_a_parameter(refusal));
    refusal.kind = failure_class::stream_error;
    BOOST_TEST(provider::may_refuse_a_parameter(refusal));
    refusal.text = "The"; // whatever broke the answer off, the request was taken
    BOOST_TEST(!provider::may_refuse_a_parameter(refusal));
    BOOST_TEST(!provider::may_refuse_a_parameter(
        decode_error("openai", 200, R"({"error":{"message":"temperature unknown","code":500}})")));
}

BOOST_AUTO_TEST_CASE(parameters_named_in_the_sentence_only_are_learned) {
    check_teaches(message("Unrecognized request argument supplied: max_completion_tokens"),
                  &learned_parameters::swap_token_cap);
    check_teaches(message("Unrecognized request argument supplied: stream_options"),
                  &learned_parameters::drop_stream_options);
    check_teaches(message("Unrecognized request argument supplied: reasoning_effort"),
                  &learned_parameters::drop_reasoning_effort);
    check_teaches(message("response_format value as json_schema is enabled only for api versions "
                          "2024-08-01-preview and later"),
                  &learned_parameters::drop_structured_output);
    check_teaches(message("temperature: Extra inputs are not permitted"),
                  &learned_parameters::drop_temperature);
    check_teaches(message("output_config.effort: Extra inputs are not permitted"),
                  &learned_parameters::drop_reasoning_effort);
    check_teaches(R"({"detail":[{"type":"extra_forbidden","loc":["body","stream_options"],)"
                  R"("msg":"Extra inputs"}]})",
                  &learned_parameters::drop_stream_options);
}

BOOST_AUTO_TEST_CASE(anthropic_calls_effort_by_its_last_name) {
    check_teaches(R"({"type":"error","error":{"type":"invalid_request_error","message":)"
                  R"("This model does not support the effort parameter."}})",
                  &learned_parameters::drop_reasoning_effort);
    learned_parameters learned;
    BOOST_TEST(!learn(message("We do not support this in spite of our best effort."), learned));
    judge_spec judge = test_judge("anthropic", "https://localhost");
    judge.extra_body = {{"output_config", {{"effort", "low"}}}};
    const auto refused = decode_error("anthropic", 400,
                                      message("This model does not support the effort parameter."));
    BOOST_TEST(!provider::find_codec("anthropic")->learn(judge, refused, learned));
}

BOOST_AUTO_TEST_CASE(plain_sentences_teach_too) {
    constexpr std::string_view reader =
        "Failed to deserialize the JSON body into the target type: ";
    check_teaches("response_format is not supported", &learned_parameters::drop_structured_output);
    check_teaches(R"("temperature is not supported")", &learned_parameters::drop_temperature);
    check_teaches(std::string(reader) + "response_format: unknown variant `json_schema`, expected "
                                        "`text` or `json_object` at line 1 column 90",
                  &learned_parameters::drop_structured_output);
    check_teaches(std::string(reader) + "unknown field `stream_options`, expected one of `model`, "
                                        "`response_format`, `temperature`, `max_tokens`",
                  &learned_parameters::drop_stream_options);
    check_teaches(message(std::string(reader) + "temperature: unknown field"),
                  &learned_parameters::drop_temperature);
    learned_parameters learned;
    for (const char* about :
         {"messages[0].content: invalid type: string \"an unknown temperature\", expected a map",
          "unknown field `seed`, expected one of `response_format`, `temperature`",
          "missing field `model` at line 1 column 9"})
        BOOST_TEST(!learn(std::string(reader) + about, learned), about);
    // A body of which the end was not kept.
    BOOST_TEST(!learn(R"({"input":"an unknown temperature, in no response_format)", learned));
    BOOST_TEST((learned == learned_parameters{}));
}

std::string detail(std::string_view items) {
    return R"({"detail":[)" + std::string(items) + "]}";
}

BOOST_AUTO_TEST_CASE(a_part_of_a_parameter_is_the_parameters) {
    for (const char* path : {R"("body","response_format")", R"("body","response_format","type")",
                             R"("body","response_format",0)", R"("response_format","json_schema")"})
        check_teaches(detail(R"({"type":"literal_error","msg":"Input should be 'text'","loc":[)" +
                             std::string(path) + "]}"),
                      &learned_parameters::drop_structured_output);
    check_teaches(detail(R"({"type":"extra_forbidden","loc":["body","stream_options",)"
                         R"("include_usage"],"msg":"Extra inputs are not permitted"})"),
                  &learned_parameters::drop_stream_options);
    learned_parameters learned;
    BOOST_TEST(!learn(detail(R"({"type":"extra_forbidden","loc":["body","messages",0,"name"],)"
                             R"("msg":"Extra inputs are not permitted"})"),
                      learned));
}

BOOST_AUTO_TEST_CASE(a_list_in_the_place_of_the_message_teaches) {
    const std::string body =
        R"({"object":"error","message":)" +
        detail(R"({"type":"extra_forbidden","loc":["body","stream_options"],)"
               R"("msg":"Extra inputs are not permitted","input":{"include_usage":true}})") +
        R"(,"type":"invalid_request_error","param":null,"code":null})";
    check_teaches(body, &learned_parameters::drop_stream_options);
    BOOST_TEST(decode_error("openai", 422, body).server_message ==
               "stream_options: Extra inputs are not permitted");
}

BOOST_AUTO_TEST_CASE(of_several_objections_each_teaches) {
    const auto objection = [](const char* parameter) {
        return R"({"type":"extra_forbidden","loc":["body",")" + std::string(parameter) +
               R"("],"msg":"Extra inputs are not permitted"})";
    };
    const std::string body = detail(objection("store") + "," + objection("response_format") + "," +
                                    objection("stream_options"));
    learned_parameters learned;
    const auto sentence = learn(body, learned, 422);
    BOOST_TEST(learned.drop_structured_output);
    BOOST_TEST(learned.drop_stream_options);
    BOOST_REQUIRE(sentence);
    BOOST_TEST(sentence->find("response_format is no longer sent") != std::string::npos);
    BOOST_TEST(sentence->find("; stream_options is no longer sent") != std::string::npos);
    BOOST_TEST(!learn(body, learned, 422));
    BOOST_TEST(decode_error("openai", 422, body).server_message ==
               "store: Extra inputs are not permitted; "
               "response_format: Extra inputs are not permitted; "
               "stream_options: Extra inputs are not permitted");
}

BOOST_AUTO_TEST_CASE(errors_about_something_else_teach_nothing) {
    learned_parameters learned;
    for (const char* text :
         {"This model's maximum context length is 8192 tokens, max_tokens included.",
          "max_tokens is too large: 5000. This model supports at most 4096.", "not permitted",
          "Invalid 'messages'", ""})
        BOOST_TEST(!learn(message(text), learned), text);
    for (const char* body : {"", "[]", "<html>temperature not supported</html>"})
        BOOST_TEST(!learn(body, learned), body);
    for (const int status : {401, 404, 429, 500})
        BOOST_TEST(!learn(message("temperature is not supported"), learned, status));
    BOOST_TEST(!learned.drop_temperature);
    BOOST_TEST(!learned.swap_token_cap);
}

BOOST_AUTO_TEST_CASE(only_a_refused_request_teaches) {
    learned_parameters learned;
    attempt_failure f;
    f.kind = failure_class::transport;
    f.raw = message("temperature is not supported");
    BOOST_TEST(!provider::find_codec("anthropic")
                    ->learn(test_judge("anthropic", "https://localhost"), f, learned));
}

BOOST_AUTO_TEST_CASE(what_is_no_longer_sent_is_called_as_in_the_configuration) {
    learned_parameters learned;
    learned.swap_token_cap = learned.drop_stream_options = true; // settings of nobody's
    BOOST_TEST(provider::refused_parameters(learned).empty());
    learned.drop_temperature = learned.drop_reasoning_effort = true;
    const std::vector<std::string_view> both{"temperature", "reasoning_effort"};
    BOOST_TEST(provider::refused_parameters(learned) == both, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_extra_body_sends_cannot_be_left_out) {
    judge_spec judge = test_judge("openai", "https://localhost");
    const auto learn_of = [&](std::string_view parameter) {
        learned_parameters learned;
        const std::string body = R"({"error":{"message":"unknown","param":")" +
                                 std::string(parameter) + R"(","code":"unknown_parameter"}})";
        return provider::find_codec("openai")
            ->learn(judge, decode_error("openai", 400, body), learned)
            .has_value();
    };
    judge.extra_body = {{"stream", true}, {"n", 1}};
    BOOST_TEST(!learn_of("stream"));
    BOOST_TEST(learn_of("stream_options"));
    BOOST_TEST(learn_of("temperature"));
    judge.extra_body.clear();
    BOOST_TEST(learn_of("stream"));
}

BOOST_AUTO_TEST_CASE(the_providers_own_refusals_teach) {
    const auto learned_from = [](std::string_view provider, const char* transcript) {
        const response r = read_response(read_transcript(transcript)).value();
        learned_parameters learned;
        provider::find_codec(provider)->learn(test_judge(provider, "https://localhost"),
                                              decode_failure(provider, r.head, r.body), learned);
        return learned;
    };
    BOOST_TEST(learned_from("openai", "openai_err_400_temperature.http").drop_temperature);
    BOOST_TEST(learned_from("openai", "openai_err_400_max_tokens.http").swap_token_cap);
    BOOST_TEST(learned_from("anthropic", "anthropic_err_400_temperature.http").drop_temperature);
    for (const char* other : {"openai_err_400_context.http", "openai_err_400_retry.http",
                              "openai_err_401.http", "openai_err_429_rate.http"})
        BOOST_TEST((learned_from("openai", other) == learned_parameters{}), other);
    BOOST_TEST(
        (learned_from("anthropic", "anthropic_err_400_too_long.http") == learned_parameters{}));
}

BOOST_AUTO_TEST_SUITE_END()
