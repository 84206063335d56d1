#include "journal/sample_journal.hpp"
#include "session/pilot.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::session;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(pilots)

namespace {

journal::attempt_record without_a_score(int n, std::optional<double> usd, int status = 200) {
    journal::attempt_record r;
    r.key = key_of(n);
    r.http_status = status;
    r.cost_usd = usd;
    return r;
}

std::optional<pilot_cell> shown(const pilot_watch& seen) {
    return seen.cell("judge-a", "cpc_bond");
}

} // namespace

BOOST_AUTO_TEST_CASE(a_trial_costs_what_all_its_calls_cost) {
    pilot_watch seen;
    seen.add(without_a_score(1, 0.5));
    seen.add(without_a_score(1, std::nullopt, 500)); // refused
    seen.add(sample_result(1));
    const auto cell = shown(seen);
    BOOST_REQUIRE(cell.has_value());
    BOOST_TEST(cell->p50_usd.value() == 0.625);
}

BOOST_AUTO_TEST_CASE(a_trial_that_was_given_up_has_cost_money_too) {
    pilot_watch seen;
    seen.add(sample_result(1));
    auto given_up = sample_fail(2);
    given_up.http_status = 200;
    given_up.cost_usd = 0.75;
    seen.add(given_up);
    auto unsent = sample_fail(3, failure_class::missing_context);
    unsent.trial.attempts = 0;
    seen.add(unsent);
    const auto cell = shown(seen);
    BOOST_REQUIRE(cell.has_value());
    BOOST_TEST(cell->answered == 1U);
    BOOST_TEST(cell->p50_usd.value() == 0.125);
    BOOST_TEST(cell->p90_usd.value() == 0.75);
}

BOOST_AUTO_TEST_CASE(of_a_trial_with_a_call_of_unknown_cost_the_known_part_counts) {
    pilot_watch seen;
    seen.add(without_a_score(1, std::nullopt));
    seen.add(sample_result(1));
    BOOST_TEST(shown(seen)->p50_usd.value() == 0.125);
    BOOST_TEST(shown(seen)->unpriced_answers == 1U);

    auto given_up = sample_fail(2);
    given_up.http_status = 200;
    given_up.cost_usd.reset();
    seen.add(given_up); // of which nothing is known
    BOOST_TEST(shown(seen)->p50_usd.value() == 0.125);
    BOOST_TEST(shown(seen)->unpriced_answers == 2U);
}

BOOST_AUTO_TEST_CASE(a_cell_without_an_answer_says_at_least_that_it_has_cost_something) {
    pilot_watch seen;
    auto unsent = sample_fail(1, failure_class::missing_context);
    unsent.trial.attempts = 0;
    seen.add(unsent);
    BOOST_TEST(!shown(seen).has_value());
    auto given_up = sample_fail(1);
    given_up.http_status = 200;
    given_up.cost_usd.reset();
    seen.add(given_up);
    BOOST_TEST(shown(seen)->answered == 0U);
    BOOST_TEST(shown(seen)->unpriced_answers == 1U);
    BOOST_TEST(!shown(seen)->p50_usd.has_value());
}

BOOST_AUTO_TEST_CASE(without_a_price_the_cost_is_unknown) {
    pilot_watch seen;
    auto unpriced = sample_result(1);
    unpriced.cost_usd.reset();
    seen.add(unpriced);
    BOOST_TEST(!shown(seen)->p50_usd.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
