// The value of a reply's score: as a number, as text, with its maximum, and on the scale or off it.
#include "judging/verdict_check.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <variant>

using namespace preceptron;
using namespace preceptron::judging;
using namespace preceptron::tests;

BOOST_AUTO_TEST_SUITE(score_of_a_reply)

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

BOOST_AUTO_TEST_CASE(what_is_no_finite_number_is_no_score) {
    for (const char* value :
         {"true", "false", "null", "[4]", "{\"value\": 4}", "{\"score\": 4}", "1e999", "-1e999"})
        refuse("{\"score\": " + std::string(value) + "}", no_number);
    refuse("{\"score\": 1" + std::string(400, '0') + "}", no_number);
    for (const char* value : {"NaN", "Infinity", "-Infinity", "inf", "None", "1e99999999999"})
        refuse("{\"score\": " + std::string(value) + ", \"justification\": \"x\"}", not_json);
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

BOOST_AUTO_TEST_SUITE_END()
