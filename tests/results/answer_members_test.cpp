#include "journal/sample_journal.hpp"
#include "results/answer_members.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <vector>

using namespace preceptron;
using namespace preceptron::results;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(members_of_an_answer)

boost::json::object members_of(std::string_view record,
                               const std::vector<std::optional<double>>& others = {}) {
    std::string out = "{";
    BOOST_TEST_REQUIRE(append_answer_members(out, record, others).has_value());
    return boost::json::parse(out + "}").as_object();
}

BOOST_AUTO_TEST_CASE(texts_are_those_that_were_stored) {
    auto stored = sample_result(3);
    stored.justification = "\"so\" \\ \n\x01 \xC3\xA9";
    stored.trial.judge = "a \"judge\"";
    stored.context_missing = {"one", "t\"wo"};
    const auto found = members_of(body_of(stored), {2.5, {}});
    BOOST_TEST(found.at("predicted_score").as_double() == 1.5);
    BOOST_TEST(std::string_view(found.at("justification").as_string()) == stored.justification);
    const auto& judge = found.at("judge").as_object();
    BOOST_TEST(std::string_view(judge.at("name").as_string()) == stored.trial.judge);
    BOOST_TEST(judge.at("scores") == boost::json::parse("[1.5,2.5,null]"));
    BOOST_TEST(judge.at("context_missing") == boost::json::parse(R"(["one","t\"wo"])"));
    BOOST_TEST(judge.at("latency_ms").as_double() == 900.25);
    BOOST_TEST(judge.at("cost_usd").as_double() == 0.125);
}

BOOST_AUTO_TEST_CASE(whatever_else_is_missing_or_of_another_kind_is_empty) {
    const auto expected = boost::json::parse(
        R"({"predicted_score":1.0,"justification":"","judge":{"name":"","provider":"","model_id":"",
            "served_model":null,"prompt":"","scores":[1.0],"attempts":null,"latency_ms":null,
            "first_byte_ms":null,"input_tokens":null,"cached_tokens":null,"output_tokens":null,
            "reasoning_tokens":null,"cost_usd":null,"context_missing":[]}})");
    BOOST_TEST(members_of(R"({"type":"result","score":1})") == expected.as_object());
    BOOST_TEST(members_of(R"({"type":"result","score":1,"judge":5,"attempts":"2","phases_ms":[],
                              "usage":{"input":"many"},"context_missing":{},"served_model":""})") ==
               expected.as_object());
}

BOOST_AUTO_TEST_CASE(what_is_no_result_with_a_score_is_refused) {
    for (const std::string& record :
         {body_of(sample_fail(1)), std::string(R"({"type":"result"})"),
          std::string(R"({"type":"result","score":"4"})"),
          std::string(R"({"type":"result","score":1e999})"),
          std::string(R"({"type":"result","score":4)"), std::string("[]"), std::string()}) {
        std::string out;
        const auto appended = append_answer_members(out, record, {});
        BOOST_TEST_REQUIRE(appended.has_error(), record);
        BOOST_TEST((appended.error().code == errc::bad_journal));
        BOOST_TEST(out.empty());
    }
}

BOOST_AUTO_TEST_SUITE_END()
