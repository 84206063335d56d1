#include "provider/request_bounds.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

using namespace preceptron;

namespace {

std::int64_t most_of(std::optional<std::int64_t> cap, std::string_view extra_body) {
    judge_spec judge;
    judge.max_output_tokens = cap;
    judge.extra_body = boost::json::parse(boost::json::string_view(extra_body)).as_object();
    return provider::most_output_tokens(judge, 4096);
}

bool hour_cache_by(std::string_view extra_body) {
    judge_spec judge;
    judge.extra_body = boost::json::parse(boost::json::string_view(extra_body)).as_object();
    return provider::asks_for_hour_cache(judge);
}

} // namespace

BOOST_AUTO_TEST_SUITE(provider_request_bounds)

BOOST_AUTO_TEST_CASE(the_configured_cap_holds_and_without_one_what_is_usual) {
    BOOST_TEST(most_of(500, "{}") == 500);
    BOOST_TEST(most_of({}, R"({"top_p": 0.5})") == 4096);
}

BOOST_AUTO_TEST_CASE(what_is_sent_in_place_of_the_cap_counts) {
    BOOST_TEST(most_of(500, R"({"max_tokens": 32000})") == 32000);
    BOOST_TEST(most_of({}, R"({"max_completion_tokens": 64})") == 64);
    BOOST_TEST(most_of({}, R"({"max_tokens": 64, "max_completion_tokens": 128})") == 128);
}

BOOST_AUTO_TEST_CASE(each_answer_that_is_asked_for_may_be_as_long) {
    BOOST_TEST(most_of(500, R"({"n": 3})") == 1500);
    BOOST_TEST(most_of({}, R"({"n": 2, "max_tokens": 10})") == 20);
}

BOOST_AUTO_TEST_CASE(what_is_no_count_is_left_to_the_server_to_refuse) {
    BOOST_TEST(most_of(500, R"({"max_tokens": "many", "n": -2})") == 500);
    BOOST_TEST(most_of(500, R"({"max_tokens": 0, "n": 0})") == 500);
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    BOOST_TEST(most_of({}, R"({"max_tokens": 9223372036854775807, "n": 9})") == most);
}

BOOST_AUTO_TEST_CASE(a_cache_for_an_hour_is_known_by_its_time) {
    BOOST_TEST(hour_cache_by(R"({"cache_control": {"type": "ephemeral", "ttl": "1h"}})"));
    for (const char* shorter : {"{}", R"({"cache_control": {"type": "ephemeral"}})",
                                R"({"cache_control": {"type": "ephemeral", "ttl": "5m"}})",
                                R"({"cache_control": "1h", "ttl": "1h"})"})
        BOOST_TEST(!hour_cache_by(shorter));
    for (const char* part : {R"({"system": [{"type": "text", "text": "t"},
                                            {"cache_control": {"ttl": "1h"}}]})",
                             R"({"messages": [{"content": [{"cache_control": {"ttl": "1h"}}]}]})"})
        BOOST_TEST(hour_cache_by(part), part);
    BOOST_TEST(!hour_cache_by(R"({"system": [{"text": "cache_control", "ttl": "1h"}]})"));
}

BOOST_AUTO_TEST_CASE(texts_of_extra_body_are_input_beside_the_prompt_or_in_its_place) {
    const prompt_messages prompt{"system", "user's"};
    const auto bytes = [&prompt](std::string provider, std::string_view extra_body) {
        judge_spec judge;
        judge.provider = std::move(provider);
        judge.extra_body = boost::json::parse(boost::json::string_view(extra_body)).as_object();
        return provider::input_bytes(judge, prompt);
    };
    BOOST_TEST(bytes("anthropic", R"({"top_k": 5})") == 12U);
    BOOST_TEST(bytes("anthropic", R"({"system": [{"text": "0123456789"}]})") == 20U);
    BOOST_TEST(bytes("anthropic", R"({"messages": "0123"})") == 10U);
    BOOST_TEST(bytes("anthropic", R"({"tools": [{"name": "grade"}]})") == 21U);
    BOOST_TEST(bytes("openai", R"({"system": "0123"})") == 16U);
    BOOST_TEST(bytes("openai", R"({"messages": [{"content": "0123"}]})") == 11U);
}

BOOST_AUTO_TEST_SUITE_END()
