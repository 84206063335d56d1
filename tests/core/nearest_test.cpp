#include "core/nearest.hpp"

#include <boost/test/unit_test.hpp>

#include <array>

using namespace preceptron;

BOOST_AUTO_TEST_SUITE(nearest_word)

constexpr std::array<std::string_view, 4> words{"threads", "timeouts", "tasks", "models"};

BOOST_AUTO_TEST_CASE(finds_a_neighbour) {
    BOOST_TEST(nearest("thraeds", words).value() == "threads");
    BOOST_TEST(nearest("Models", words).value() == "models");
    BOOST_TEST(nearest("task", words).value() == "tasks");
}

BOOST_AUTO_TEST_CASE(does_not_guess_wildly) {
    BOOST_TEST(!nearest("zebra", words));
    BOOST_TEST(!nearest("", words));
    BOOST_TEST(!nearest(std::string(100000, 'x'), words));
}

BOOST_AUTO_TEST_SUITE_END()
