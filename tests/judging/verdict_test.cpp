// Where a reply's verdict stands and how it may be written, from the demanded form to broken JSON.
#include "judging/verdict_check.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

using namespace preceptron;
using namespace preceptron::judging;
using namespace preceptron::tests;

BOOST_AUTO_TEST_SUITE(verdict_of_a_reply)

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

BOOST_AUTO_TEST_CASE(a_number_in_prose_is_never_a_score) {
    for (const char* reply :
         {"", " ", "4", "4/5", "Score: 4", "score = 4", "\"score\": 4", "I give it 4 out of 5.",
          "**Score:** 4\n**Justification:** x", "score: 4\njustification: x", "[4]", "{4}", "{}"})
        refuse(reply, no_answer);
}

BOOST_AUTO_TEST_SUITE_END()
