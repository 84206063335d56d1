// Replies of any bytes and any length: what is printed, scored and spent on them.
#include "judging/verdict_check.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <variant>

using namespace preceptron;
using namespace preceptron::judging;
using namespace preceptron::tests;

BOOST_AUTO_TEST_SUITE(hostile_reply)

BOOST_AUTO_TEST_CASE(messages_are_safe_to_print) {
    const auto got = parse_verdict("{\"score\": \"\x1b[31m\"}", bond, {});
    BOOST_TEST(std::get<no_verdict>(got).message.find('\x1b') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(whatever_the_reply_a_verdict_is_on_the_scale) {
    const std::string_view parts[] = {
        "{",     "}",      "[",  "]",  "\"score\"", ":",       "4",           "\"4/5\"",
        ",",     "\"",     "\\", "\n", " ",         "<think>", "</think>",    "\"x\":1",
        "1e999", "\\u00e", "2",  "-",  "null",      "```",     "\"comment\"", "\xC3"};
    std::mt19937 random(1); // NOLINT: the same replies in every run
    int verdicts = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string reply = round % 2 ? "{\"score\": 4, \"justification\": \"x\"}" : "";
        for (auto n = random() % 12; n-- > 0;)
            reply.insert(random() % (reply.size() + 1), parts[random() % std::size(parts)]);
        const outcome got = parse_verdict(reply, bond, {});
        if (const auto* v = std::get_if<verdict>(&got)) {
            ++verdicts;
            BOOST_TEST_REQUIRE(bond.contains(v->score, {}), reply);
        } else {
            BOOST_TEST_REQUIRE(!std::get<no_verdict>(got).message.empty(), reply);
        }
    }
    BOOST_TEST(verdicts > 1'000);
    BOOST_TEST(verdicts < 15'000);
}

// 300 KB each: quadratic work would show as a test that does not end.
BOOST_AUTO_TEST_CASE(hostile_replies_take_linear_time) {
    const auto many = [](std::string_view part, std::size_t bytes = 300'000) {
        std::string text;
        while (text.size() < bytes)
            text += part;
        return text;
    };
    refuse(many("{"), no_answer);
    refuse(many("}"), no_answer);
    refuse(many("{ "), no_answer);
    refuse("{" + many(" "), no_answer);
    refuse(many("{ \t"), no_answer);
    refuse(many("{\""), cut);
    refuse(many("{\"a\":"), cut);
    refuse(many("[{\"a\":"), cut);
    refuse(many("{\"a\":[{}],"), cut);
    refuse(many("{\"a\":\""), cut);
    refuse(many("<think>"), "the reply ends inside its <think> block");
    refuse(many("</think>"), no_answer);
    refuse(many("<think>{\"a\":"), "the reply ends inside its <think> block");
    refuse(many("{\"a\":1}"), no_answer);
    refuse(many("{\"score\":\"x\"}"), no_number);
    refuse(many("{\"score\":4}{\"score\":3}"), two_scores);
    refuse("{\"score\": " + many("9") + "}", no_number);
    refuse("{\"score\": \"" + many("9") + "\"}", no_number);
    refuse("{\"score\": \"" + many(" ") + "\"}", no_number);
    refuse("{\"" + many("k") + "\": 1}", no_answer);
    refuse("{\"x\": \"" + many("\\") + "\"}", no_answer);
    refuse("{\"a\":" + many("[", 1000) + many("]", 1000) + "}", no_answer);
    refuse("{\"score\":4,\"a\":" + many("[", 1000) + many("]", 1000) + "}", not_json);
    refuse("{\"a\":[" + many("{\"score\":4},") + "]}", several);
    expect(many("{\"score\":4}"), 4, "");
    expect(many("{ x } ") + "{\"score\":4}", 4, "");
}

BOOST_AUTO_TEST_SUITE_END()
