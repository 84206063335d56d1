// What a run says of itself while it goes.
#include "session/planning/prepared_folder.hpp"
#include "session/run_watch.hpp"

#include <boost/test/unit_test.hpp>

#include <memory>

using namespace preceptron;
using namespace preceptron::session;
using namespace std::chrono_literals;
using tests::prepared_folder;

namespace {

// Judges "one" and "two" share an account, "three" has its own; seven trials each.
struct watched_run {
    journal::trial_record trial(const char* judge) const {
        journal::trial_record t;
        t.judge = judge;
        t.task = "cpc_bond";
        t.entry_id = "e1";
        return t;
    }
    void answer(const char* judge) {
        journal::result_record r;
        r.trial = trial(judge);
        watch.on_result(r);
    }
    // `call_took_ms`: nothing where the trial ended before another call.
    void fail(const char* judge, failure_class kind, int http_status = 0, int attempts = 0,
              std::optional<double> call_took_ms = {}) {
        journal::fail_record r;
        r.trial = trial(judge);
        r.trial.attempts = attempts;
        r.kind = kind;
        r.http_status = http_status;
        r.retryable = true;
        r.phases.done = call_took_ms;
        watch.on_fail(r);
    }
    void no_answer(const char* judge, failure_class kind, int http_status) {
        journal::attempt_record r;
        r.judge = judge;
        r.kind = kind;
        r.http_status = http_status;
        watch.on_attempt(r);
    }

    const prepared_folder folder{"  - {name: three, provider: simulated, model_id: m, base_url: "
                                 "\"http://localhost:2/v1\"}\n"};
    const std::unique_ptr<run_inputs> inputs = folder.inputs();
    const planned_run planned = make_plan(*inputs, folder.options, {});
    run_log log{folder.output_dir() / "checkpoint", journal::file_access::by_umask};
    run_watch watch{*inputs, planned.work, log, [](std::string_view) {}};
    const run_watch::clock::time_point began = run_watch::clock::now();
};

} // namespace

BOOST_AUTO_TEST_SUITE(a_run_is_watched)

BOOST_AUTO_TEST_CASE(no_end_is_foretold_while_an_account_delivers_nothing) {
    watched_run run;
    BOOST_REQUIRE(run.watch.accounts().size() == 2U);
    BOOST_TEST(!run.watch.snapshot(run.began).eta_s.has_value());
    for (int i = 0; i < 7; ++i)
        run.answer("one");
    BOOST_TEST(!run.watch.snapshot(run.began + 10s).eta_s.has_value());
    run.answer("three");
    auto now = run.watch.snapshot(run.began + 10s);
    BOOST_REQUIRE(now.eta_s.has_value());
    BOOST_TEST(*now.eta_s == 60.0); // six of account three, one in ten seconds
    BOOST_TEST(now.done == 8U);
}

BOOST_AUTO_TEST_CASE(what_is_put_off_is_waited_for_no_more) {
    watched_run run;
    run.watch.snapshot(run.began);
    for (int i = 0; i < 7; ++i)
        run.answer("one");
    for (int i = 0; i < 7; ++i)
        run.fail("three", failure_class::stopped);
    const auto now = run.watch.snapshot(run.began + 10s);
    BOOST_REQUIRE(now.eta_s.has_value());
    BOOST_TEST(*now.eta_s == 10.0); // the seven of judge two
    BOOST_TEST(now.requests_per_s == 0.7);
    BOOST_TEST(now.put_off == 7U);
    BOOST_TEST(now.settled() == 7U);
    BOOST_TEST(now.given_up() == 0U);
    BOOST_TEST((now.done == 14U && now.failed == 7U && now.retryable == 7U));
    BOOST_TEST(run.watch.accounts()[1].done == 0U);
}

BOOST_AUTO_TEST_CASE(judges_without_any_answer_are_named_with_their_last_error) {
    watched_run run;
    run.answer("one");
    run.no_answer("one", failure_class::timeout, 0);
    run.no_answer("two", failure_class::timeout, 0);
    run.no_answer("two", failure_class::http_error, 529);
    run.fail("two", failure_class::http_error, 529, 2); // told of already, as an attempt
    run.fail("three", failure_class::stopped);
    auto silent = run.watch.silent_judges();
    BOOST_REQUIRE(silent.size() == 1U); // three was not even asked
    BOOST_TEST(silent[0].name == "two");
    BOOST_TEST(silent[0].calls == 2U);
    BOOST_TEST(silent[0].last == "http_error, HTTP 529");
    run.fail("two", failure_class::unparsed, 200, 3, 250.0); // an answer, if without a score
    BOOST_TEST(run.watch.silent_judges().empty());
}

BOOST_AUTO_TEST_SUITE_END()
