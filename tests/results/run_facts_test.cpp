#include "results/run_facts.hpp"
#include "results/sample_answers.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::results;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(facts_of_runs)

namespace {

// An answer that was paid for and held no score.
journal::attempt_record unparsed(int n, std::optional<double> usd = 0.5) {
    journal::attempt_record r;
    r.key = key_of(n);
    r.kind = failure_class::unparsed;
    r.http_status = 200;
    r.usage.input = 1000;
    r.usage.output = 200;
    r.cost_usd = usd;
    r.time = noon;
    return r;
}

journal::result_record answer(int n, const std::string& judge, int attempts) {
    auto r = sample_result(n);
    r.trial.judge = judge;
    r.trial.attempts = attempts;
    return r;
}

run_facts facts_of(sample_answers& journal) {
    journal.answers();
    auto facts = read_run_facts(journal.contents());
    BOOST_REQUIRE(facts.has_value());
    return std::move(*facts);
}

} // namespace

BOOST_AUTO_TEST_CASE(a_judge_pays_for_its_answers_without_a_score_too) {
    sample_answers journal;
    journal.add(unparsed(2));
    journal.add(answer(1, "steady", 1));
    journal.add(answer(2, "flaky", 2));
    auto given_up = sample_fail(3);
    given_up.trial.judge = "flaky";
    given_up.http_status = 200;
    given_up.cost_usd = 0.25;
    journal.add(given_up);
    journal.add(unparsed(3)); // of the next run, which was ended before it had more
    const run_facts facts = facts_of(journal);
    BOOST_REQUIRE(facts.judges.size() == 2U);
    const judge_facts &steady = facts.judges[0], &flaky = facts.judges[1];
    BOOST_TEST(steady.cost_usd == 0.125);
    BOOST_TEST(*steady.usd_an_answer() == 0.125);
    BOOST_TEST(steady.input_tokens == 100);
    BOOST_TEST(flaky.cost_usd == 0.125 + 0.5 + 0.25 + 0.5);
    BOOST_TEST(flaky.failed_usd == 1.25);
    BOOST_TEST(*flaky.usd_an_answer() == 1.375);
    BOOST_TEST(flaky.input_tokens == 100 + 2000);
    BOOST_TEST(flaky.output_tokens == 20 + 400);
    BOOST_TEST(flaky.unpriced == 0U);
    BOOST_TEST(facts.unassigned.usd == 0);
}

BOOST_AUTO_TEST_CASE(calls_are_made_again_by_the_same_run_or_a_later_one) {
    sample_answers journal;
    const auto given_up = [](int n, failure_class kind, int attempts) {
        auto r = sample_fail(n);
        r.trial.judge = "flaky";
        r.trial.attempts = attempts;
        r.kind = kind;
        return r;
    };
    journal.add(sample_start(1));
    journal.add(unparsed(1));
    journal.add(sample_start(1, 2));
    journal.add(given_up(1, failure_class::http_error, 2));
    journal.add(sample_start(2));
    journal.add(unparsed(2));
    journal.add(given_up(2, failure_class::budget, 1)); // nothing more was sent
    journal.add(sample_start(3));
    journal.add(given_up(3, failure_class::timeout, 1)); // and no run asks again
    journal.add(sample_start(4));                        // it was killed
    for (const int n : {1, 2, 4}) {                      // the next run
        journal.add(sample_start(n));
        journal.add(answer(n, "flaky", 1));
    }
    const run_facts facts = facts_of(journal);
    const std::map<failure_class, std::uint64_t> again{{failure_class::unparsed, 2},
                                                       {failure_class::http_error, 1}};
    BOOST_TEST((facts.troubles == again));
    BOOST_TEST(facts.judges.at(0).retries == 3U);
    BOOST_TEST(facts.requests == 8U);
    BOOST_TEST(facts.answers == 3U); // beside three made again, one given up, one nobody knows of
}

BOOST_AUTO_TEST_CASE(attempts_whose_trial_has_no_outcome_are_nobodys_yet) {
    sample_answers journal;
    journal.add(answer(1, "steady", 1));
    journal.add(unparsed(2));
    journal.add(unparsed(2, std::nullopt));
    const run_facts facts = facts_of(journal);
    BOOST_TEST(facts.judges.at(0).cost_usd == 0.125);
    BOOST_TEST(facts.unassigned.usd == 0.5);
    BOOST_TEST(facts.unassigned.unpriced == 1U);
    BOOST_TEST(facts.unassigned.input_tokens == 2000);
}

BOOST_AUTO_TEST_CASE(answers_of_unknown_cost_are_counted_and_refusals_are_not) {
    sample_answers journal;
    auto broken = unparsed(1, std::nullopt);
    broken.kind = failure_class::bad_body;
    journal.add(broken);
    auto refused = broken;
    refused.kind = failure_class::http_error;
    refused.http_status = 500;
    journal.add(refused);
    journal.add(answer(1, "j", 3));
    BOOST_TEST(facts_of(journal).judges.at(0).unpriced == 1U);
}

BOOST_AUTO_TEST_CASE(adopted_answers_cost_nothing_and_make_no_others_cheaper) {
    sample_answers journal;
    auto adopted = answer(1, "j", 0);
    adopted.cost_usd.reset();
    adopted.prompt = "unknown";
    journal.add(adopted);
    BOOST_TEST(!facts_of(journal).judges.at(0).usd_an_answer().has_value());
    journal.add(unparsed(2));
    journal.add(answer(2, "j", 2));
    const run_facts facts = facts_of(journal);
    const judge_facts& j = facts.judges.at(0);
    BOOST_TEST(j.adopted == 1U);
    BOOST_TEST(j.unpriced == 0U);
    BOOST_TEST(*j.usd_an_answer() == 0.625);
}

BOOST_AUTO_TEST_CASE(what_held_the_runs_is_summed_where_they_told_it) {
    sample_answers journal;
    journal.add(journal::end_record{9, 4, 0, 5, noon}); // of an older version
    journal.add(journal::end_record{
        9, 6, 0, 2, noon, {{"openai", 10, {{"requests", 6}, {"tail", 1}}, "a higher limit"}}});
    journal.add(journal::end_record{
        9,
        9,
        0,
        3,
        noon,
        {{"openai", 10, {{"concurrency", 8}}, "more threads"}, {"openrouter", 4, {}, ""}}});
    const run_facts facts = facts_of(journal);
    BOOST_TEST(facts.held_requests == 5U);
    BOOST_REQUIRE(facts.held.size() == 2U);
    const held_account& openai = facts.held[0];
    BOOST_TEST(openai.looks == 20U);
    const auto shares = openai.shares();
    BOOST_REQUIRE(shares.size() == 3U);
    BOOST_TEST(shares[0].first == "concurrency");
    BOOST_TEST(shares[0].second == .4);
    BOOST_TEST(shares[1].first == "requests");
    BOOST_TEST(openai.would_help.at("concurrency") == "more threads");
    BOOST_TEST(openai.would_help.at("requests") == "a higher limit");
    BOOST_TEST(facts.held[1].shares().empty());
}

BOOST_AUTO_TEST_CASE(a_run_that_knows_of_nothing_to_help_takes_no_advice_back) {
    std::vector<held_account> held;
    add({"openai", 10, {{"requests", 6}}, "a higher limit"}, held);
    add({"openai", 10, {{"requests", 6}}, ""}, held);
    BOOST_TEST(held.at(0).would_help.at("requests") == "a higher limit");
}

BOOST_AUTO_TEST_CASE(a_run_is_at_work_while_no_minute_passes_without_a_record) {
    sample_answers journal;
    using std::chrono::milliseconds;
    for (const int ms : {0, 60'000, 120'001, 121'001}) {
        auto r = unparsed(1);
        r.time = noon + milliseconds(ms);
        journal.add(r);
    }
    const run_facts facts = facts_of(journal);
    BOOST_TEST(facts.active_s == 61);
    BOOST_TEST((*facts.last - *facts.first == milliseconds(121'001)));
}

BOOST_AUTO_TEST_CASE(a_server_that_is_overloaded_limits_the_rate_too) {
    sample_answers journal;
    for (const int status : {200, 429, 500, 503, 529}) {
        auto r = unparsed(1);
        r.kind = failure_class::http_error;
        r.http_status = status;
        journal.add(r);
    }
    BOOST_TEST(facts_of(journal).rate_limited == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
