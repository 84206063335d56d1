#include "simulator/reply_format.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

using namespace preceptron::simulator;
namespace json = boost::json;

namespace {

constexpr std::string_view text = "{\"score\":1,\"justification\":\"caf\xC3\xA9 \\\"x\\\"\"}";

chat_request asked(provider_format format) {
    chat_request request;
    request.format = format;
    request.model = "m";
    return request;
}

finished_answer answered() {
    return {"id-1", 1795338900, std::string(text), false, 30, 12};
}

std::vector<std::string> events_of(const event_stream& stream) {
    std::vector<std::string> events;
    std::size_t begin = 0;
    for (const std::size_t end : stream.ends) {
        events.push_back(stream.bytes.substr(begin, end - begin));
        begin = end;
    }
    BOOST_TEST(begin == stream.bytes.size());
    return events;
}

json::value data_of(const std::string& event) {
    const std::size_t at = event.find("data: ");
    BOOST_REQUIRE(at != std::string::npos);
    BOOST_REQUIRE(event.ends_with("\n\n"));
    return json::parse(std::string_view(event).substr(at + 6));
}

std::string text_of(const event_stream& stream, const char* pointer) {
    const auto events = events_of(stream);
    std::string joined;
    for (std::size_t i = stream.opening; i < stream.opening + stream.pieces; ++i)
        joined += std::string_view(data_of(events[i]).at_pointer(pointer).as_string());
    return joined;
}

} // namespace

BOOST_AUTO_TEST_SUITE(simulator_reply_format)

BOOST_AUTO_TEST_CASE(openai_streams_role_text_finish_and_end) {
    chat_request request = asked(provider_format::openai);
    const event_stream stream = encode_stream(request, answered(), 4);
    const auto events = events_of(stream);
    BOOST_TEST(events.size() == 1 + 4 + 1 + 1);
    BOOST_TEST(data_of(events[0]).at_pointer("/choices/0/delta/role") == "assistant");
    BOOST_TEST(text_of(stream, "/choices/0/delta/content") == text);
    BOOST_TEST(data_of(events[1]).at("usage").is_null());
    BOOST_TEST(data_of(events[5]).at_pointer("/choices/0/finish_reason") == "stop");
    BOOST_TEST(events.back() == "data: [DONE]\n\n");

    request.include_usage = true;
    const auto with_usage = events_of(encode_stream(request, answered(), 4));
    BOOST_TEST(with_usage.size() == events.size() + 1);
    BOOST_TEST(data_of(with_usage[6]).at("choices").as_array().empty());
    BOOST_TEST(data_of(with_usage[6]).at_pointer("/usage/total_tokens") == 42);
}

BOOST_AUTO_TEST_CASE(openrouter_streams_comments_and_what_it_charged) {
    const event_stream stream = encode_stream(asked(provider_format::openrouter), answered(), 3);
    const auto events = events_of(stream);
    BOOST_TEST(events[0] == ": OPENROUTER PROCESSING\n\n");
    BOOST_TEST(text_of(stream, "/choices/0/delta/content") == text);
    const json::value usage = data_of(events[events.size() - 2]);
    BOOST_TEST(usage.at_pointer("/usage/cost").as_double() > 0);
    BOOST_TEST(usage.at_pointer("/choices/0/finish_reason").is_null());
}

BOOST_AUTO_TEST_CASE(azure_streams_its_filters_opinion_first) {
    const event_stream stream = encode_stream(asked(provider_format::azure), answered(), 3);
    const auto events = events_of(stream);
    BOOST_TEST(data_of(events[0]).at("choices").as_array().empty());
    BOOST_TEST(data_of(events[0]).at("prompt_filter_results").as_array().size() == 1);
    BOOST_TEST(text_of(stream, "/choices/0/delta/content") == text);
    BOOST_TEST(data_of(events[2]).at_pointer("/choices/0/content_filter_results/hate/filtered") ==
               false);
}

BOOST_AUTO_TEST_CASE(anthropic_streams_named_events) {
    const event_stream stream = encode_stream(asked(provider_format::anthropic), answered(), 2);
    const auto events = events_of(stream);
    const char* names[] = {"message_start",       "content_block_start", "ping",
                           "content_block_delta", "content_block_delta", "content_block_stop",
                           "message_delta",       "message_stop"};
    BOOST_REQUIRE(events.size() == std::size(names));
    for (std::size_t i = 0; i < events.size(); ++i) {
        BOOST_TEST(events[i].starts_with("event: " + std::string(names[i]) + "\n"));
        BOOST_TEST(data_of(events[i]).at("type") == names[i]);
    }
    BOOST_TEST(text_of(stream, "/delta/text") == text);
    BOOST_TEST(data_of(events[0]).at_pointer("/message/usage/input_tokens") == 30);
    BOOST_TEST(data_of(events[6]).at_pointer("/usage/output_tokens") == 12);
    BOOST_TEST(data_of(events[6]).at_pointer("/delta/stop_reason") == "end_turn");
}

BOOST_AUTO_TEST_CASE(plain_bodies_hold_text_model_and_usage) {
    for (const auto format :
         {provider_format::openai, provider_format::openrouter, provider_format::azure}) {
        const json::value body = json::parse(encode_json(asked(format), answered()));
        BOOST_TEST(body.at("object") == "chat.completion");
        BOOST_TEST(body.at_pointer("/choices/0/message/content").as_string() == text);
        BOOST_TEST(body.at_pointer("/choices/0/finish_reason") == "stop");
        BOOST_TEST(body.at_pointer("/usage/prompt_tokens") == 30);
        BOOST_TEST(body.at_pointer("/usage/completion_tokens") == 12);
    }
    const json::value message =
        json::parse(encode_json(asked(provider_format::anthropic), answered()));
    BOOST_TEST(message.at_pointer("/content/0/text").as_string() == text);
    BOOST_TEST(message.at("model") == "m");
}

BOOST_AUTO_TEST_CASE(an_alias_is_answered_with_a_snapshot_where_providers_do_so) {
    BOOST_TEST(served_model(asked(provider_format::openai)) == "m-2026-11-01");
    BOOST_TEST(served_model(asked(provider_format::anthropic)) == "m");
}

BOOST_AUTO_TEST_CASE(a_cut_answer_says_so) {
    finished_answer cut = answered();
    cut.cut = true;
    const json::value openai = json::parse(encode_json(asked(provider_format::openai), cut));
    BOOST_TEST(openai.at_pointer("/choices/0/finish_reason") == "length");
    const json::value anthropic = json::parse(encode_json(asked(provider_format::anthropic), cut));
    BOOST_TEST(anthropic.at("stop_reason") == "max_tokens");
}

BOOST_AUTO_TEST_CASE(a_model_name_cannot_break_the_stream) {
    chat_request request = asked(provider_format::openai);
    request.model = "a\nb\"c@\\";
    const event_stream stream = encode_stream(request, answered(), 4);
    BOOST_TEST(text_of(stream, "/choices/0/delta/content") == text);
    BOOST_TEST(data_of(events_of(stream)[1]).at("model") == "a\nb\"c@\\-2026-11-01");
}

BOOST_AUTO_TEST_CASE(text_is_cut_between_characters) {
    using parts = std::vector<std::string_view>;
    BOOST_TEST((split_text("abcdef", 3) == parts{"ab", "cd", "ef"}));
    BOOST_TEST((split_text("abcde", 3) == parts{"a", "bc", "de"}));
    BOOST_TEST((split_text("ab", 5) == parts{"a", "b"}));
    BOOST_TEST((split_text("\xC3\xA9\xC3\xA9", 4) == parts{"\xC3\xA9", "\xC3\xA9"}));
    BOOST_TEST((split_text("ab", 0) == parts{"ab"}));
    BOOST_TEST(split_text("", 3).empty());
}

BOOST_AUTO_TEST_CASE(models_are_listed_in_each_format) {
    for (const auto format : {provider_format::openai, provider_format::anthropic}) {
        const json::value list = json::parse(encode_model_list(format));
        BOOST_TEST(list.at("data").as_array().size() == 3);
        BOOST_TEST(list.at_pointer("/data/0/id") == "sim-strong");
    }
}

BOOST_AUTO_TEST_SUITE_END()
