// Whether a budget will do, by what trials have cost so far.
#include "session/budget_forecast.hpp"
#include "session/planning/make_plan.hpp"
#include "session/planning/prepared_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>

using namespace preceptron;
using namespace preceptron::session;
using tests::prepared_folder;

namespace {

// Judges "one" and "two", seven trials each, and "three", that judges each entry four times.
struct priced_run {
    void settle(const char* judge, std::optional<double> usd, int times = 1) {
        journal::result_record r;
        r.trial.judge = judge;
        r.trial.task = "cpc_bond";
        r.cost_usd = usd;
        for (int i = 0; i < times; ++i)
            forecast.add(r);
    }

    const prepared_folder folder{"  - {name: three, provider: simulated, model_id: m, repeats: 4, "
                                 "base_url: \"http://localhost:2/v1\"}\n"};
    const std::unique_ptr<run_inputs> inputs = folder.inputs();
    const planned_run planned = make_plan(*inputs, folder.options, {});
    budget_forecast forecast{*inputs, planned.work};
};

} // namespace

BOOST_AUTO_TEST_SUITE(budget_forecasts)

BOOST_AUTO_TEST_CASE(the_rest_costs_what_its_judge_has_cost_so_far) {
    priced_run run;
    run.settle("three", 0.5, 9);
    BOOST_TEST(run.forecast.rest_usd() == 0); // too few to tell
    run.settle("three", 0.5);
    BOOST_TEST(run.forecast.rest_usd() == 18 * 0.5);
    run.settle("one", 100, 6); // of this one nothing is foretold
    BOOST_TEST(run.forecast.rest_usd() == 18 * 0.5);
}

BOOST_AUTO_TEST_CASE(calls_without_a_score_cost_money_too_and_what_was_not_sent_costs_none) {
    priced_run run;
    run.settle("three", 0.5, 10);
    journal::attempt_record broken;
    broken.judge = "three";
    broken.task = "cpc_bond";
    broken.cost_usd = 1;
    run.forecast.add(broken);
    BOOST_TEST(run.forecast.rest_usd() == 18 * 0.6);
    journal::fail_record failed;
    failed.trial.judge = "three";
    failed.trial.task = "cpc_bond";
    failed.trial.attempts = 0;
    run.forecast.add(failed);
    BOOST_TEST(run.forecast.rest_usd() == 17 * 0.6, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(is_doubted_once_for_each_limit) {
    priced_run run;
    run.settle("three", 0.5, 10); // 9 to come
    BOOST_TEST(!run.forecast.doubt(pacing::budget()).has_value());
    BOOST_TEST(!run.forecast.doubt(pacing::budget(13.5, {.known = 5})).has_value()); // nearly
    pacing::budget money(10, {.known = 4, .unknown = 1});
    const auto doubt = run.forecast.doubt(money);
    BOOST_REQUIRE(doubt.has_value());
    BOOST_TEST(doubt->find("the rest would cost about $9.00, and $5.00 of $10.00 is left") !=
               doubt->npos);
    BOOST_TEST(doubt->ends_with("out --budget-usd 15"), *doubt);
    BOOST_TEST(!run.forecast.doubt(money).has_value());
    BOOST_REQUIRE(money.reserve(4)); // a call that may cost so much
    money.set_limit(16);
    BOOST_TEST(run.forecast.doubt(money).value().ends_with("out --budget-usd 19"));
}

BOOST_AUTO_TEST_SUITE_END()
