// Replies with several scores, or one that may be a part's: which one counts, if any.
#include "judging/verdict_check.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>

using namespace preceptron;
using namespace preceptron::judging;
using namespace preceptron::tests;

BOOST_AUTO_TEST_SUITE(several_scores_of_a_reply)

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

BOOST_AUTO_TEST_SUITE_END()
