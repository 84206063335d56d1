// How an answer was asked for, by where it lies in the journal.
#include "session/planning/settings_epoch.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::session;
using journal::make_location;

BOOST_AUTO_TEST_SUITE(settings_epochs)

BOOST_AUTO_TEST_CASE(an_answer_is_of_the_last_epoch_that_began_before_it) {
    std::vector<settings_epoch> epochs;
    BOOST_TEST(digest_at(epochs, make_location(1, 10, 5)).empty());
    begin_epoch(epochs, "a", {});
    begin_epoch(epochs, "a", make_location(1, 500, 5)); // as it was: none begins
    begin_epoch(epochs, "b", make_location(1, 900, 5));
    begin_epoch(epochs, "a", make_location(2, 100, 5));
    BOOST_TEST(epochs.size() == 3U);
    BOOST_TEST(digest_at(epochs, make_location(1, 0, 5)) == "a");
    BOOST_TEST(digest_at(epochs, make_location(1, 900, 5)) == "a");
    BOOST_TEST(digest_at(epochs, make_location(1, 901, 5)) == "b");
    BOOST_TEST(digest_at(epochs, make_location(2, 50, 5)) == "b"); // in the next segment
    BOOST_TEST(digest_at(epochs, make_location(2, 101, 5)) == "a");
}

BOOST_AUTO_TEST_CASE(of_what_lies_before_the_first_epoch_nothing_is_known) {
    std::vector<settings_epoch> epochs;
    begin_epoch(epochs, "b", make_location(1, 900, 5));
    BOOST_TEST(digest_at(epochs, make_location(1, 899, 5)).empty());
    BOOST_TEST(digest_at(epochs, make_location(1, 901, 5)) == "b");
}

BOOST_AUTO_TEST_SUITE_END()
