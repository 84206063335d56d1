// Stored answers to another question than the one that is asked now: judged anew, or kept.
#include "session/planning/prepared_folder.hpp"
#include "session/planning/stored_by_hand.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace preceptron;
using namespace preceptron::session;
using namespace preceptron::tests;

BOOST_AUTO_TEST_SUITE(stale_answers)

BOOST_AUTO_TEST_CASE(an_answer_to_another_question_is_stale) {
    const auto fill = [](stored_by_hand& s) {
        s.result("e1");
        s.result("e2", other_key);
    };
    planned_run planned;
    run_options options;
    BOOST_TEST(open_after(fill, options, planned) == "e2 e3 e4 e5 e6 e7");
    BOOST_TEST(planned.stale == 1U);
    BOOST_REQUIRE(planned.stands.size() == 1U); // the old answer counts no more
    BOOST_TEST(planned.stands[0].entry == 1U);
    BOOST_TEST((planned.stands[0].key != other_key));
    options.stale = stale_results::rejudge;
    BOOST_TEST(open_after(fill, options, planned) == "e2 e3 e4 e5 e6 e7");
    BOOST_TEST(planned.stale == 1U);
    options.stale = stale_results::keep;
    BOOST_TEST(open_after(fill, options, planned) == "e3 e4 e5 e6 e7");
    BOOST_TEST(planned.work.reused() == 2U);
    BOOST_TEST(planned.stands.empty());
}

BOOST_AUTO_TEST_CASE(an_older_answer_to_this_question_serves_behind_a_newer_one_to_another) {
    planned_run planned;
    BOOST_TEST(open_after(
                   [](stored_by_hand& s) {
                       s.result("e1");
                       s.result("e1", other_key);
                   },
                   {}, planned) == "e2 e3 e4 e5 e6 e7");
    BOOST_TEST(planned.stale == 0U);
    BOOST_REQUIRE(planned.stands.size() == 1U);
    BOOST_TEST(planned.stands[0].entry == 0U);
    BOOST_TEST(planned.stands[0].repeat == 0U);
    BOOST_TEST(!planned.stands[0].kept.has_value());
}

// As a run that judges anew leaves it when it is interrupted.
BOOST_AUTO_TEST_CASE(an_answer_that_was_withdrawn_is_asked_for_or_kept_after_all) {
    const auto fill = [](stored_by_hand& s) {
        s.result("e1", other_key);
        s.withdraw("e1");
    };
    planned_run planned;
    run_options options;
    options.stale = stale_results::rejudge;
    BOOST_TEST(open_after(fill, options, planned) == "e1 e2 e3 e4 e5 e6 e7");
    BOOST_TEST(planned.stale == 1U);
    BOOST_TEST(planned.stands.empty());
    options.stale = stale_results::keep;
    BOOST_TEST(open_after(fill, options, planned) == "e2 e3 e4 e5 e6 e7");
    BOOST_REQUIRE(planned.stands.size() == 1U);
    BOOST_TEST(planned.stands[0].kept.has_value());
}

// As a run that judges anew leaves it.
BOOST_AUTO_TEST_CASE(what_was_judged_again_and_given_up_for_good_is_not_stale) {
    planned_run planned;
    const auto fill = [](stored_by_hand& s) {
        s.result("e1", other_key);
        s.withdraw("e1");
        s.failure("e1", failure_class::length);
        s.result("e2", other_key);
        s.withdraw("e2");
        s.failure("e2", failure_class::transport);
    };
    BOOST_TEST(open_after(fill, {}, planned) == "e2 e3 e4 e5 e6 e7");
    BOOST_TEST(planned.stale == 1U); // is asked again
    BOOST_TEST(planned.work.cells.at(0).all_given_up() == 1U);
    BOOST_TEST((planned.work.cells.at(0).failed_before == std::vector{trial{1, 0}}));
    run_options options;
    options.stale = stale_results::keep;
    BOOST_TEST(open_after(fill, options, planned) == "e3 e4 e5 e6 e7");
    BOOST_TEST(planned.work.reused() == 2U);
}

// As a run that keeps leaves it, after one that judged anew.
BOOST_AUTO_TEST_CASE(what_stands_is_stale_whatever_has_failed_beside_it) {
    planned_run planned;
    const auto fill = [](stored_by_hand& s) {
        s.result("e1", other_key);
        s.failure("e1", failure_class::length);
    };
    open_after(fill, {}, planned);
    BOOST_TEST(planned.stale == 1U);
    BOOST_TEST(planned.stands.size() == 1U); // for who says --rejudge
}

BOOST_AUTO_TEST_SUITE_END()
