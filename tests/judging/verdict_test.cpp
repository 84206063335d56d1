#include "judging/verdict.hpp"

#include <boost/test/unit_test.hpp>

#include <iterator>
#include <random>
#include <string>

using namespace preceptron;
using namespace preceptron::judging;

BOOST_AUTO_TEST_SUITE(verdict_of_a_reply)

const scale bond{{0, 2, 2.5, 3, 3.5, 4, 4.5, 5}, 0, {}, {}};
const scale half_points{{}, 0, 19, 0.5};
const scale of_the_entry{{}, 0, {}, {}};

using outcome = std::variant<verdict, no_verdict>;

void expect(const outcome& got, double score, std::string_view justification) {
    const auto* v = std::get_if<verdict>(&got);
    BOOST_TEST_REQUIRE(v, (v ? "" : std::get<no_verdict>(got).message));
    BOOST_TEST(v->score == score);
    BOOST_TEST(v->justification == justification);
}

void expect(std::string_view reply, double score, std::string_view justification) {
    BOOST_TEST_CONTEXT(reply) {
        expect(parse_verdict(reply, bond, {}), score, justification);
    }
}

void refuse(std::string_view reply, std::string_view message,
            failure_class kind = failure_class::unparsed) {
    BOOST_TEST_CONTEXT(reply.substr(0, 200)) {
        const outcome got = parse_verdict(reply, bond, {});
        const auto* none = std::get_if<no_verdict>(&got);
        BOOST_TEST_REQUIRE(none);
        BOOST_TEST((none->kind == kind));
        BOOST_TEST(none->message.find(message) != std::string::npos, none->message);
    }
}

constexpr std::string_view no_answer = "the reply holds no JSON object with a score";
constexpr std::string_view no_number = "the score is not a number on this scale";
constexpr std::string_view two_scores = "the reply gives two scores";
constexpr std::string_view not_json = "the answer is not valid JSON";
constexpr std::string_view cut = "the reply ends inside a JSON object";
constexpr std::string_view several = "the answer holds several scores";

BOOST_AUTO_TEST_CASE(the_demanded_form) {
    expect(R"({"score": 4, "justification": "close"})", 4, "close");
    expect(R"({"justification": "close", "score": 4.0})", 4, "close");
    expect(R"(  {"score":4.5,"justification":"a \"b\" \n\u00e9"}  )", 4.5, "a \"b\" \n\xC3\xA9");
    expect(R"({"score": 5})", 5, "");
    expect(R"({"score": 2.5e0, "justification": null})", 2.5, "");
    expect(R"({"score": -0.0, "justification": ""})", 0, "");
}

BOOST_AUTO_TEST_CASE(fences_and_prose_around_it) {
    expect("```json\n{\"score\": 4, \"justification\": \"x\"}\n```", 4, "x");
    expect("```\n{\"score\": 4, \"justification\": \"x\"}\n```\n", 4, "x");
    expect("~~~JSON {\"score\": 4, \"justification\": \"has ``` in it\"} ~~~", 4, "has ``` in it");
    expect("Here is my answer: {\"score\": 4} I hope it helps.", 4, "");
    expect("The set {\"a\", \"b\"} says 3. {\"score\": 4}", 4, "");
    expect("The set {a, b} and {} and { } say 3. {\"score\": 4}", 4, "");
    expect("\\boxed{{\"score\": 4}}", 4, "");
    expect("[{\"score\": 4}]", 4, "");
    expect("Of 5 points I give 3.\n{\"score\": 4}\n2", 4, "");
    expect("{\"note\": \"the case is hard\"} {\"score\": 4}", 4, "");
}

BOOST_AUTO_TEST_CASE(thinking_is_not_the_answer) {
    expect("<think>maybe {\"score\": 2}</think>{\"score\": 4}", 4, "");
    expect("\n<think>\nmaybe {\"score\": 2\n</think>\n\n{\"score\": 4}", 4, "");
    expect("a thought {\"score\": 2} </think> {\"score\": 4}", 4, "");
    expect("{\"score\": 2</think>{\"score\": 4}", 4, "");
    expect("<think>a</think> b <think>{\"score\": 2}</think> {\"score\": 4}", 4, "");
    refuse("<think>{\"score\": 4}</think> I will not say.", no_answer);
    refuse("<think>{\"score\": 4}</think>", no_answer);
    refuse("<think> it may be {\"score\": 4} or", "the reply ends inside its <think> block");
    refuse("\n <think> it may be {\"score\": 4} or", "the reply ends inside its <think> block");
    refuse("<think>", "the reply ends inside its <think> block");
    refuse("<think>{\"a\": \"b</think>{\"score\": 4, \"justification\": \"see }", cut);
}

BOOST_AUTO_TEST_CASE(a_think_tag_within_the_answer_is_text) {
    expect(R"({"score": 4, "justification": "it says </think> and <think>"})", 4,
           "it says </think> and <think>");
    expect(R"(<think>{"score": 2}</think>{"score": 4, "justification": "says </think>"})", 4,
           "says </think>");
    expect(R"({"score": 4, "justification": "it says <think>"})", 4, "it says <think>");
}

BOOST_AUTO_TEST_CASE(scores_written_as_text) {
    for (const char* four : {"4", " 4 ", "4.0", "4/5", "4 / 5", "4 out of 5", "4.0/5.0", "4 /5 "})
        expect("{\"score\": \"" + std::string(four) + "\"}", 4, "");
    expect(R"({"score": "4.5"})", 4.5, "");
    for (const char* text : {"",       " ",    "four", "4 points", "4/10",  "4/",  "/5", "4/5/5",
                             "4 of 5", "4-5",  "~4",   "4,5",      "+4",    "0x4", ".5", "nan",
                             "inf",    "-inf", "80%",  "4 out of", "1e999", "5/4"})
        refuse("{\"score\": \"" + std::string(text) + "\"}", no_number);
}

BOOST_AUTO_TEST_CASE(a_denominator_needs_a_known_maximum) {
    const std::string reply = R"({"score": "7/12"})";
    expect(parse_verdict(reply, of_the_entry, 12), 7, "");
    BOOST_TEST(std::holds_alternative<no_verdict>(parse_verdict(reply, of_the_entry, 10)));
    BOOST_TEST(std::holds_alternative<no_verdict>(parse_verdict(reply, of_the_entry, {})));
}

BOOST_AUTO_TEST_CASE(a_maximum_beside_the_score_is_its_denominator) {
    for (const char* name : {"max_score", "out_of", "max", "Max_Score"}) {
        const std::string member = ", \"" + std::string(name) + "\": ";
        expect("{\"score\": 4" + member + "5, \"justification\": \"x\"}", 4, "x");
        expect("{\"score\": 4" + member + "5.0}", 4, "");
        refuse("{\"score\": 3" + member + "10}", "the score counts up to 10, the scale to 5");
        refuse("{\"score\": \"3/5\"" + member + "10}", "counts up to 10");
        refuse("{\"max\": 100, \"score\": 4" + member + "5}", "counts up to 100");
        refuse("{\"score\": 3" + member + "1e999}", "counts up to 1e999");
        // As text, too.
        refuse("{\"score\": 4" + member + "\"10\"}", "the score counts up to 10, the scale to 5");
        refuse("{\"score\": \"4\"" + member + "\" 10 \"}", "counts up to");
        refuse("{\"score\": 4" + member + "\"10 points\"}", "counts up to 10 points");
        refuse("{\"result\": {\"score\": 4}" + member + "\"10\"}", several);
        expect("{\"score\": 4" + member + "\"5\"}", 4, "");
        expect("{\"score\": \"4\"" + member + "\" 5.0 \"}", 4, "");
        // Nothing but numbers, and nothing but beside the score.
        expect("{\"score\": 4" + member + "\"the best answer\"}", 4, "");
        expect("{\"score\": 4" + member + "\"\"}", 4, "");
        expect("{\"score\": 4" + member + "null}", 4, "");
        expect("{\"score\": 4, \"scale\": {\"least\": 0" + member + "10}}", 4, "");
    }
    expect(R"({"score": 4, "maximum": 10, "max_tokens": 100})", 4, "");
    constexpr std::string_view of_twelve = R"({"score": 7, "max_score": 12})";
    expect(parse_verdict(of_twelve, of_the_entry, 12), 7, "");
    expect(parse_verdict(R"({"score": "7", "out_of": "12"})", of_the_entry, 12), 7, "");
    expect(parse_verdict(of_twelve, of_the_entry, {}), 7, ""); // nobody knows of another
    BOOST_TEST(std::holds_alternative<no_verdict>(parse_verdict(of_twelve, of_the_entry, 10)));
}

BOOST_AUTO_TEST_CASE(names_in_any_case_and_other_names_for_the_reason) {
    expect(R"({"Score": 4, "JUSTIFICATION": "x"})", 4, "x");
    for (const char* name : {"rationale", "Reasoning", "explanation", "COMMENT"})
        expect("{\"score\": 4, \"" + std::string(name) + "\": \"x\"}", 4, "x");
    expect(R"({"comment": "c", "reasoning": "r", "score": 4, "rationale": "a"})", 4, "a");
    expect(R"({"reasoning": "r", "score": 4, "justification": "j"})", 4, "j");
    expect(R"({"score": 4, "justification": ["a", "b"]})", 4, "");
    for (const char* name : {"scores", "grade", "rating", "predicted_score", "score "})
        refuse("{\"" + std::string(name) + "\": 4}", no_answer);
}

BOOST_AUTO_TEST_CASE(several_answers_must_agree) {
    expect(R"({"score": 4, "justification": "a"} {"score": 4.0, "justification": "b"})", 4, "a");
    expect(R"({"score": 4, "score": "4/5", "Score": 4.0, "justification": "a"})", 4, "a");
    refuse(R"({"score": 4} {"score": 3})", two_scores);
    refuse(R"([{"score": 4}, {"score": 3}])", two_scores);
    refuse(R"({"score": 4, "score": 3})", two_scores);
    refuse(R"({"score": 4, "SCORE": 3})", two_scores);
    refuse(R"({"score": 4, "score": null})", no_number);
    refuse(R"({"score": null} {"score": 4})", no_number);
    refuse(R"({"score": NaN} {"score": 4})", not_json);
}

BOOST_AUTO_TEST_CASE(the_outermost_score_counts) {
    expect(R"({"result": {"score": 4, "justification": "x"}})", 4, "x");
    expect(R"({"a": [[{"b": {"score": 4}}]], "c": "x", "d": [true, null]})", 4, "");
    expect(R"({"result": {"score": 4, "confidence": 0.9}})", 4, "");
    expect(R"({"reasoning": "outside", "result": {"score": 4}})", 4, "outside");
    expect(R"({"score": 4, "parts": {"summary": {"score": 3}, "lead": {"score": 1}}})", 4, "");
    expect(R"({"parts": [{"score": 3}, {"score": 1}], "score": 4, "justification": "x"})", 4, "x");
    expect(R"({"result": {"score": 4, "parts": {"summary": {"score": 3}}}})", 4, "");
    refuse(R"({"a": {"score": 4}, "b": {"score": 3}})", several);
    refuse(R"({"a": {"score": 4}, "b": {"score": 4}})", several);
    refuse(R"({"items": [{"score": 4}, {"score": 4}]})", several);
}

BOOST_AUTO_TEST_CASE(a_score_is_found_as_deep_as_anybody_would_nest_it) {
    const auto nested = [](std::size_t depth) {
        std::string reply = R"({"score": 4})";
        for (std::size_t i = 1; i < depth; ++i)
            reply = R"({"a": )" + reply + "}";
        return reply;
    };
    expect(nested(60), 4, "");
    refuse(nested(70), no_answer);
}

BOOST_AUTO_TEST_CASE(an_only_score_inside_may_be_that_of_a_part) {
    for (const char* reply :
         {R"({"criteria": [{"criterion": "dx", "score": 2}], "total_score": 4})",
          R"({"total_score": 4, "evidence": [{"quote": "x", "score": 2}]})",
          R"({"overall": {"rating": 5}, "subscore": {"score": 2}})",
          R"({"subscore": {"score": 2}, "overall": [[5]]})", R"({"parts": [5, {"score": 2}]})"})
        refuse(reply, several);
    expect(R"({"score": 4, "parts": [{"score": 2}, 5], "total": 9})", 4, "");
}

BOOST_AUTO_TEST_CASE(a_score_inside_a_refusal_is_none) {
    refuse(R"({"error": "cannot grade", "previous": {"score": 5}})", several);
    refuse(R"({"example": [{"score": 5}], "Refusal": "no"})", several);
    expect(R"({"error": null, "result": {"score": 4}})", 4, "");
    expect(R"({"error": "", "result": {"score": 4}})", 4, "");
    expect(R"({"score": 4, "error": "none worth naming"})", 4, "");
}

BOOST_AUTO_TEST_CASE(slips_that_leave_no_doubt_are_forgiven) {
    expect("{\"score\": 4, \"justification\": \"x\",}", 4, "x");
    expect("{\"score\": 4, \"justification\": \"one\ntwo\r\n\tthree\"}", 4, "one\ntwo\r\n\tthree");
    expect(std::string_view("{\"score\": 4, \"justification\": \"a\0b\"}", 36), 4,
           std::string_view("a\0b", 3));
    expect(R"({"score": 4, "justification": "it\'s 50\% \(x\) \u12"})", 4,
           "it\\'s 50\\% \\(x\\) \\u12");
    expect("{\"score\": 4, \"justification\": \"x\"} That is all. {", 4, "x");
    expect("{\"score\": 4, \"tags\": [1, 2,],}", 4, "");
}

BOOST_AUTO_TEST_CASE(the_form_repeated_is_no_answer) {
    expect("Format: {\"score\": number, \"justification\": text}\n{\"score\": 4}", 4, "");
    expect("{\"score\": <number>, \"justification\": \"<text>\"} {\"score\": 4}", 4, "");
    expect("{\"score\": <0-5>} {\"score\": 4}", 4, "");
    refuse("{\"score\": number, \"justification\": text}", no_answer);
    refuse("{\"score\": nan} {\"score\": 4}", not_json);
    refuse("{\"score\": 0-5} {\"score\": 4}", not_json);
}

BOOST_AUTO_TEST_CASE(broken_json_with_a_score_is_not_guessed_at) {
    refuse(R"({"score": 4 "justification": "x", "parts": {"score": 3}})", not_json);
    refuse(R"({"score": 4, "justification": "the "best" answer"})", not_json);
    refuse(R"({"score": 4/5})", not_json);
    refuse(R"({"score": +4})", not_json);
    refuse(R"({"score": .5})", not_json);
    refuse(R"({"score": })", not_json);
    refuse(R"({"score": 4,, "justification": "x"})", not_json);
    refuse(R"({"score": 4, "justification": "\ud800"})", not_json);
    refuse("{\"score\": 4, \"justification\": \"\xFF\"}", not_json);
    refuse(R"({'score': 4})", no_answer);
    refuse(R"({score: 4})", no_answer);
    // What was meant outside cannot be told from what is inside.
    refuse(R"({"total" 4, "parts": {"score": 3}})", no_answer);
    refuse(R"({"total": x, "parts": {"score": 3}})", no_answer);
}

BOOST_AUTO_TEST_CASE(a_cut_off_answer_is_none) {
    const std::string whole = R"({"score": 4, "justification": "x", "parts": {"a": {"score": 3}}})";
    for (std::size_t length = 0; length < whole.size(); ++length)
        BOOST_TEST(
            std::holds_alternative<no_verdict>(parse_verdict(whole.substr(0, length), bond, {})),
            whole.substr(0, length));
    refuse(R"({"score": 4, "justification": "x)", cut);
    refuse(R"({"score": 4} {"score": 3)", cut);
    refuse(R"({"parts": {"score": 3}, )", cut);
    refuse(R"({"score)", cut);
}

BOOST_AUTO_TEST_CASE(what_is_no_finite_number_is_no_score) {
    for (const char* value :
         {"true", "false", "null", "[4]", "{\"value\": 4}", "{\"score\": 4}", "1e999", "-1e999"})
        refuse("{\"score\": " + std::string(value) + "}", no_number);
    refuse("{\"score\": 1" + std::string(400, '0') + "}", no_number);
    for (const char* value : {"NaN", "Infinity", "-Infinity", "inf", "None", "1e99999999999"})
        refuse("{\"score\": " + std::string(value) + ", \"justification\": \"x\"}", not_json);
}

BOOST_AUTO_TEST_CASE(a_number_in_prose_is_never_a_score) {
    for (const char* reply :
         {"", " ", "4", "4/5", "Score: 4", "score = 4", "\"score\": 4", "I give it 4 out of 5.",
          "**Score:** 4\n**Justification:** x", "score: 4\njustification: x", "[4]", "{4}", "{}"})
        refuse(reply, no_answer);
}

BOOST_AUTO_TEST_CASE(a_score_off_the_scale_is_named) {
    for (const char* value : {"1", "1.5", "-1", "5.5", "6", "100", "1e300", "2.25", "4.00001"})
        refuse("{\"score\": " + std::string(value) + "}", "is not on the scale 0, 2, 2.5, 3",
               failure_class::out_of_scale);
    refuse("{\"score\": \"6/5\"}", "the score 6 is not", failure_class::out_of_scale);
}

BOOST_AUTO_TEST_CASE(a_score_is_put_on_the_scales_own_value) {
    expect(R"({"score": 2.9999999999})", 3, "");
    expect(parse_verdict(R"({"score": 12.5})", half_points, {}), 12.5, "");
    expect(parse_verdict(R"({"score": 7.35})", of_the_entry, 8), 7.35, "");
    BOOST_TEST((std::get<no_verdict>(parse_verdict(R"({"score": 12.3})", half_points, {})).kind ==
                failure_class::out_of_scale));
    BOOST_TEST((std::get<no_verdict>(parse_verdict(R"({"score": 9})", of_the_entry, 8)).kind ==
                failure_class::out_of_scale));
}

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
