#include "results/failures_file.hpp"
#include "results/sample_answers.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::results;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(published_failures)

namespace {

journal::fail_record failed(int n, std::string judge, std::string id, failure_class kind,
                            int repeat = 0) {
    auto r = sample_fail(n, kind);
    r.trial.judge = std::move(judge);
    r.trial.task = "t";
    r.trial.entry_id = std::move(id);
    r.trial.repeat = repeat;
    return r;
}

} // namespace

BOOST_AUTO_TEST_CASE(failures_stand_in_the_order_of_the_dataset_then_of_the_judges) {
    sample_answers s;
    s.add_entry("7", "t", R"({"id":7,"case_id":"c","grade":2.50,"study":null})");
    s.add_entry("b", "t", R"({"id":"b","model":"GPT \u2713"})");
    s.add(failed(1, "k", "b", failure_class::unparsed));
    auto http = failed(2, "j", "b", failure_class::http_error);
    http.http_status = 429;
    http.provider_code = "slow_down";
    http.retry_after_s = 20;
    http.trial.attempts = 6;
    http.raw.clear();
    s.add(http);
    s.add(failed(3, "j", "7", failure_class::timeout));
    const std::vector<published_judge> judges{{"j"}, {"k"}};
    const auto count = write_failures_file(s.folder(), judges, s.entries(), s.answers());
    BOOST_REQUIRE(count.has_value());
    BOOST_TEST(*count == 3U);
    BOOST_TEST(
        read_bytes(s.folder() / "failures.jsonl") ==
        R"({"judge":"j","task":"t","id":7,"case_id":"c","study":null,"model":null,"grade":2.50,"class":"timeout","http_status":null,"provider_code":null,"message":"no score","attempts":1,"retry_after_s":null,"raw":"well…"}
{"judge":"j","task":"t","id":"b","case_id":null,"study":null,"model":"GPT \u2713","grade":null,"class":"http_error","http_status":429,"provider_code":"slow_down","message":"no score","attempts":6,"retry_after_s":20.0,"raw":null}
{"judge":"k","task":"t","id":"b","case_id":null,"study":null,"model":"GPT \u2713","grade":null,"class":"unparsed","http_status":null,"provider_code":null,"message":"no score","attempts":1,"retry_after_s":null,"raw":"well…"}
)");
}

BOOST_AUTO_TEST_CASE(what_has_a_score_is_no_failure) {
    sample_answers s;
    s.add_entry("a", "t", R"({"id":"a"})");
    s.add(failed(1, "j", "a", failure_class::timeout));
    s.add(s.make_result(1, "j", "t", "a"));
    s.add(failed(2, "j", "a", failure_class::timeout, 1));
    const std::vector<published_judge> judges{{"j", 2}};
    BOOST_TEST(*write_failures_file(s.folder(), judges, s.entries(), s.answers()) == 1U);
    BOOST_TEST(read_bytes(s.folder() / "failures.jsonl").find("\"repeat\":1}") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(without_failures_the_file_is_empty) {
    sample_answers s;
    s.add_entry("a", "t", R"({"id":"a"})");
    write_bytes(s.folder() / "failures.jsonl", "of an earlier run\n");
    const std::vector<published_judge> judges{{"j"}};
    BOOST_TEST(*write_failures_file(s.folder(), judges, s.entries(), s.answers()) == 0U);
    BOOST_TEST(read_bytes(s.folder() / "failures.jsonl").empty());
}

BOOST_AUTO_TEST_SUITE_END()
