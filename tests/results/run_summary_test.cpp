#include "journal/sample_journal.hpp"
#include "results/run_summary.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::results;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(run_summaries)

namespace {

run_summary sample() {
    run_summary s;
    s.plan("judge-a", "cpc_bond", 4, 1);
    s.plan("judge-a", "cpc_bond", 1);
    s.plan("b", "r_idea", 1);
    s.add(sample_start(1));
    journal::attempt_record lost;
    lost.usage.input = 50;
    lost.cost_usd = 0.25;
    s.add(lost);
    s.add(sample_start(1, 2));
    s.add(sample_result(1));
    s.add(sample_start(2));
    s.add(sample_fail(2));
    s.add(sample_fail(3, failure_class::missing_context));
    return s;
}

} // namespace

BOOST_AUTO_TEST_CASE(every_trial_is_scored_failed_or_unfinished) {
    const run_summary s = sample();
    BOOST_TEST(s.planned() == 6U);
    BOOST_TEST(s.reused() == 1U);
    BOOST_TEST(s.scored() == 2U);
    BOOST_TEST(s.failed() == 2U);
    BOOST_TEST(s.failed(failure_class::unparsed) == 1U);
    BOOST_TEST(s.unfinished() == 2U);
    BOOST_TEST(s.requests() == 3U);
    BOOST_TEST(s.retries() == 1U);
}

BOOST_AUTO_TEST_CASE(the_json_form_is_this) {
    journal::doubtful_calls doubtful;
    doubtful.calls = 3;
    BOOST_TEST(
        sample().to_json(doubtful, {1.5, 0.25, 2048}) ==
        R"({"schema":"preceptron.run/1","planned":6,"reused":1,"scored":2,"failed":{"unparsed":1,"missing_context":1},"possibly_billed_twice":3,"requests":3,"retries":1,"input_tokens":150,"output_tokens":20,"cached_tokens":0,"cost_usd":0.375,"known_cost_usd":0.375,"unpriced_answers":0,"wall_s":1.5,"cpu_s":0.25,"peak_rss_kb":2048,"cells":[{"judge":"judge-a","task":"cpc_bond","planned":5,"scored":2,"failed":2},{"judge":"b","task":"r_idea","planned":1,"scored":0,"failed":0}]}
)");
}

BOOST_AUTO_TEST_CASE(a_sum_that_lacks_a_cost_is_unknown) {
    run_summary s = sample();
    journal::result_record unpriced = sample_result(4);
    unpriced.cost_usd.reset();
    s.add(unpriced);
    BOOST_TEST(s.unpriced_answers() == 1U);
    const std::string json = s.to_json({}, {});
    BOOST_TEST(json.find(R"("cost_usd":null,"known_cost_usd":0.375,"unpriced_answers":1,)") !=
                   std::string::npos,
               json);
}

BOOST_AUTO_TEST_CASE(a_broken_answer_may_have_cost_something) {
    run_summary s = sample();
    journal::attempt_record broken;
    broken.kind = failure_class::bad_body;
    broken.http_status = 200;
    s.add(broken);
    broken.kind = failure_class::http_error;
    broken.http_status = 500;
    s.add(broken);
    journal::fail_record given_up = sample_fail(5, failure_class::stream_error);
    given_up.http_status = 200;
    s.add(given_up);
    BOOST_TEST(s.unpriced_answers() == 2U);
}

BOOST_AUTO_TEST_CASE(the_table_has_a_line_a_cell) {
    BOOST_TEST(sample().cell_table(80) == "judge    task      planned  reused  scored  failed\n"
                                          "judge-a  cpc_bond        5       1       2       2\n"
                                          "b        r_idea          1       0       0       0\n");
}

BOOST_AUTO_TEST_CASE(an_empty_run_is_all_zeros) {
    const std::string json = run_summary().to_json({}, {});
    BOOST_TEST(json.find("\"failed\":{}") != std::string::npos);
    BOOST_TEST(json.find("\"cells\":[]") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_was_put_off_has_not_failed) {
    run_summary s = sample();
    s.add(sample_fail(5, failure_class::budget));
    s.add(sample_fail(6, failure_class::stopped));
    BOOST_TEST(s.cell_table(80) ==
               "judge    task      planned  reused  scored  failed  put off\n"
               "judge-a  cpc_bond        5       1       2       2        2\n"
               "b        r_idea          1       0       0       0        0\n");
}

BOOST_AUTO_TEST_SUITE_END()
