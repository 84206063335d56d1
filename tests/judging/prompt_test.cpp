#include "judging/prompt.hpp"
#include "judging/task_file.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::judging;

BOOST_AUTO_TEST_SUITE(prompts)

const task plan = parse_task(R"(task: plan
title: t
source: s
scale: {min: 0, max: max_score}
requires: [response, [test_plan, rubric]]
wants: [case_vignette, question_text]
prompts:
  default:
    system: "On {{scale}}."
    user: "C {{case_vignette}} Q {{question_text}} P {{test_plan|rubric}} R {{response}} M {{max_score}}"
  bare:
    system: "s"
    user: "{{response}} {{test_plan}} {{rubric}}"
)",
                             "plan.yaml")
                      .value();

std::variant<rendered_prompt, missing_context> render_record(std::string_view record,
                                                             std::optional<double> max_score = {},
                                                             std::string_view variant = "default") {
    entry e;
    e.record = record;
    e.max_score = max_score;
    record_buffer buffer;
    return render(plan, plan.variant(variant), e, buffer);
}

rendered_prompt rendered(std::string_view record, std::optional<double> max_score = {},
                         std::string_view variant = "default") {
    const auto got = render_record(record, max_score, variant);
    BOOST_TEST_REQUIRE(std::holds_alternative<rendered_prompt>(got));
    return std::get<rendered_prompt>(got);
}

using names = std::vector<std::string>;

BOOST_AUTO_TEST_CASE(fields_take_their_places) {
    const auto p = rendered(R"({"response": "r\n\"2\"", "test_plan": "tp", "rubric": "no",
                                "case_vignette": "cv", "question_text": "qt"})",
                            7.5);
    BOOST_TEST(p.messages.system.view() == "On 0 to 7.5.");
    BOOST_TEST(p.messages.user == "C cv Q qt P tp R r\n\"2\" M 7.5");
    BOOST_TEST((p.context_missing == names{}));
}

BOOST_AUTO_TEST_CASE(a_maximum_that_leaves_no_scale_is_none) {
    for (const double none : {0.0, -1.0}) {
        const auto got = render_record(R"({"response": "r", "test_plan": "tp"})", none);
        BOOST_TEST_REQUIRE(std::holds_alternative<missing_context>(got));
        BOOST_TEST(std::get<missing_context>(got).message == "the entry has no max_score above 0");
    }
    const auto both = render_record(R"({"test_plan": "tp"})", 0);
    BOOST_TEST(std::get<missing_context>(both).message ==
               "the entry has no response, no max_score above 0");
}

BOOST_AUTO_TEST_CASE(of_alternatives_the_first_that_is_there_is_shown) {
    const auto p = rendered(R"({"response": "r", "test_plan": " ", "rubric": {"a": [1.50]},
                                "case_vignette": 7, "question_text": true})",
                            12);
    BOOST_TEST(p.messages.user == "C 7 Q true P {\"a\":[1.50]} R r M 12");
    BOOST_TEST((p.context_missing == names{}));
}

BOOST_AUTO_TEST_CASE(what_is_wanted_and_absent_is_said) {
    const auto p = rendered(R"({"response": "r", "test_plan": "tp", "case_vignette": "  "})");
    BOOST_TEST(p.messages.system.view() == "On 0 to the entry's max_score.");
    BOOST_TEST(p.messages.user == "C (not available) Q (not available) P tp R r M (not available)");
    BOOST_TEST((p.context_missing == names{"case_vignette", "question_text", "max_score"}));
    const auto bare = rendered(R"({"response": "r", "rubric": "u"})", {}, "bare");
    BOOST_TEST(bare.messages.user == "r (not available) u");
    BOOST_TEST((bare.context_missing == names{"case_vignette", "question_text"}));
}

BOOST_AUTO_TEST_CASE(without_what_is_required_nothing_is_rendered) {
    const auto missing = [](std::string_view record) {
        const auto got = render_record(record);
        BOOST_TEST_REQUIRE(std::holds_alternative<missing_context>(got));
        return std::get<missing_context>(got);
    };
    for (const char* response : {"", R"(,"response": null)", R"(,"response": " \n")"}) {
        const auto m = missing(R"({"rubric": [1])" + std::string(response) + "}");
        BOOST_TEST((m.fields == names{"response"}));
        BOOST_TEST(m.message == "the entry has no response");
    }
    BOOST_TEST(missing(R"({"response": "r"})").message == "the entry has no test_plan or rubric");
    for (const char* rubric : {R"("null")", R"("[]")", R"("{\"test_plan\": \"\"}")"})
        BOOST_TEST(
            missing(R"({"response": "null", "rubric": )" + std::string(rubric) + "}").message ==
            "the entry has no test_plan or rubric");
    const auto both = missing(R"({"rubric": {}})");
    BOOST_TEST((both.fields == names{"response", "test_plan or rubric"}));
    BOOST_TEST(both.message == "the entry has no response, no test_plan or rubric");
}

BOOST_AUTO_TEST_CASE(an_entrys_text_is_never_expanded_again) {
    const auto p = rendered(R"({"response": "{{rubric}} {{max_score}}", "rubric": "{{response}}",
                                "case_vignette": "{{", "question_text": "}}"})",
                            3);
    BOOST_TEST(p.messages.user == "C {{ Q }} P {{response}} R {{rubric}} {{max_score}} M 3");
}

BOOST_AUTO_TEST_SUITE_END()
