#include "results/export.hpp"
#include "results/sample_answers.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>

using namespace preceptron;
using namespace preceptron::results;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(exporting)

namespace {

const std::vector<published_judge> judges{{"j", 1}, {"k", 2}};

// Two judges, one with repeats; entry "gone", a judge and a repeat are in the journal only.
void fill(sample_answers& s) {
    s.add_entry("b", "t",
                R"({"id":"b","case_id":"c, 1","grade":4.50,"model":"=x","max_score":10,)"
                R"("question_text":"Which, and why?","response":"Größe"})");
    s.add_entry("7", "t", R"({"id":7,"study":"S"})");
    s.add(s.make_result(1, "j", "t", "7"));
    s.add(s.make_result(2, "j", "t", "gone"));
    s.add(s.make_result(6, "j", "other", "b")); // what was entry "b" once
    s.add(s.make_result(7, "j", "t", "b", 1));
    s.add(s.make_result(8, "former", "t", "b"));
    s.add(s.make_result(3, "k", "t", "b", 1));
    s.add(s.make_result(4, "k", "t", "b", 0));
    auto bare = s.make_result(5, "j", "t", "b");
    bare.usage = {};
    bare.cost_usd.reset();
    bare.phases = {};
    s.add(bare);
}

std::string exported(export_format format) {
    sample_answers s;
    fill(s);
    std::ostringstream out;
    const auto done = export_results(out, format, judges, s.entries(), s.answers());
    BOOST_REQUIRE(done.has_value());
    BOOST_TEST(done->rows == 4U);
    BOOST_TEST(done->omitted.of_entries == 2U);
    BOOST_TEST(done->omitted.of_repeats == 1U);
    BOOST_TEST(done->omitted.of_judges == 1U);
    return out.str();
}

} // namespace

BOOST_AUTO_TEST_CASE(csv_is_these_bytes) {
    const std::string tail = ",m-2026,100,20,0.125,1,900.25,2026-11-23T12:00:00.000Z,";
    BOOST_TEST(exported(export_format::csv) ==
               "judge,task,id,case_id,study,model,grade,predicted_score,justification,"
               "served_model,input_tokens,output_tokens,cost_usd,attempts,latency_ms,time,"
               "repeat,max_score,question_text,response_chars\r\n"
               "j,t,b,\"c, 1\",,\"'=x\",4.50,2.5,because 5,m-2026,,,,1,,"
               "2026-11-23T12:00:00.000Z,0,10,\"Which, and why?\",5\r\n"
               "j,t,7,,S,,,0.5,because 1" +
                   tail +
                   "0,,,\r\n"
                   "k,t,b,\"c, 1\",,\"'=x\",4.50,2.0,because 4" +
                   tail +
                   "0,10,\"Which, and why?\",5\r\n"
                   "k,t,b,\"c, 1\",,\"'=x\",4.50,1.5,because 3" +
                   tail + "1,10,\"Which, and why?\",5\r\n");
}

BOOST_AUTO_TEST_CASE(lines_hold_the_same_fields_with_their_types) {
    const std::string text = exported(export_format::jsonl);
    BOOST_TEST(text.starts_with(
        R"({"judge":"j","task":"t","id":"b","case_id":"c, 1","study":null,"model":"=x","grade":4.50,"predicted_score":2.5,"justification":"because 5","served_model":"m-2026","input_tokens":null,"output_tokens":null,"cost_usd":null,"attempts":1,"latency_ms":null,"time":"2026-11-23T12:00:00.000Z","repeat":0,"max_score":10,"question_text":"Which, and why?","response_chars":5}
{"judge":"j","task":"t","id":7,)"));
    BOOST_TEST(text.find("gone") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_model_that_nobody_has_named_is_null) {
    sample_answers s;
    s.add_entry("b", "t", R"({"id":"b"})");
    auto adopted = s.make_result(1, "j", "t", "b");
    adopted.served_model.clear();
    s.add(adopted);
    std::ostringstream out;
    BOOST_TEST_REQUIRE(
        export_results(out, export_format::jsonl, judges, s.entries(), s.answers()).has_value());
    BOOST_TEST(out.str().find(R"("served_model":null,)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(json_is_an_array_of_the_same_objects) {
    const std::string lines = exported(export_format::jsonl);
    std::string array = "[\n" + lines;
    for (std::size_t at = 2; (at = array.find("}\n{", at)) != std::string::npos;)
        array.insert(at + 1, ",");
    BOOST_TEST(exported(export_format::json) == array + "]\n");
    sample_answers none;
    std::ostringstream out;
    BOOST_TEST(export_results(out, export_format::json, {}, {}, none.answers())->rows == 0U);
    BOOST_TEST(out.str() == "[]\n");
}

BOOST_AUTO_TEST_CASE(a_stream_that_fails_is_told) {
    sample_answers s;
    fill(s);
    std::ostringstream out;
    out.setstate(std::ios::badbit);
    const auto done = export_results(out, export_format::csv, judges, s.entries(), s.answers());
    BOOST_REQUIRE(done.has_error());
    BOOST_TEST((done.error().code == errc::io));
}

BOOST_AUTO_TEST_CASE(formats_have_names) {
    BOOST_TEST((parse_export_format("jsonl") == export_format::jsonl));
    BOOST_TEST(!parse_export_format("xml"));
}

BOOST_AUTO_TEST_SUITE_END()
