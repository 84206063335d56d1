// Trials that have failed before: asked again, or given up.
#include "session/planning/prepared_folder.hpp"
#include "session/planning/stored_by_hand.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>

using namespace preceptron;
using namespace preceptron::session;
using namespace preceptron::tests;

BOOST_AUTO_TEST_SUITE(failed_trials)

BOOST_AUTO_TEST_CASE(failures_that_may_pass_are_asked_again_and_others_are_given_up) {
    planned_run planned;
    BOOST_TEST(open_after(
                   [](stored_by_hand& s) {
                       s.failure("e1", failure_class::transport);
                       s.failure("e2", failure_class::length);
                       s.failure("e3", failure_class::http_error, true);
                       s.failure("e4", failure_class::http_error, false);
                       s.failure("e5", failure_class::stopped);
                       s.failure("e6", failure_class::unparsed);
                   },
                   {}, planned) == "e1 e3 e5 e7");
    const auto& given_up = planned.work.cells.at(0).given_up;
    BOOST_TEST(given_up[static_cast<std::size_t>(failure_class::length)] == 1U);
    BOOST_TEST(given_up[static_cast<std::size_t>(failure_class::http_error)] == 1U);
    BOOST_TEST(planned.work.cells.at(0).all_given_up() == 3U);
}

BOOST_AUTO_TEST_CASE(retry_failed_opens_what_was_given_up_all_or_by_class) {
    const auto fill = [](stored_by_hand& s) {
        s.failure("e1", failure_class::length);
        s.failure("e2", failure_class::refusal);
    };
    BOOST_TEST(open_after(fill) == "e3 e4 e5 e6 e7");
    run_options options;
    options.retry_failed = true;
    BOOST_TEST(open_after(fill, options) == "e1 e2 e3 e4 e5 e6 e7");
    options.retry_classes = {failure_class::refusal};
    BOOST_TEST(open_after(fill, options) == "e2 e3 e4 e5 e6 e7");
}

BOOST_AUTO_TEST_CASE(a_final_failure_of_another_question_is_no_reason_not_to_ask) {
    BOOST_TEST(open_after([](stored_by_hand& s) {
                   s.failure("e1", failure_class::refusal, false, other_key);
               }) == "e1 e2 e3 e4 e5 e6 e7");
}

BOOST_AUTO_TEST_CASE(an_entry_without_its_reference_is_given_up_once_it_was_found_so) {
    BOOST_TEST(open_after([](stored_by_hand& s) {
                   s.failure("e7", failure_class::missing_context);
               }) == "e1 e2 e3 e4 e5 e6");
}

BOOST_AUTO_TEST_SUITE_END()
