#include "core/listed.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace preceptron;

BOOST_AUTO_TEST_SUITE(names_one_after_the_other)

BOOST_AUTO_TEST_CASE(are_listed_as_in_a_sentence_or_joined) {
    const std::vector<std::string> none, one{"a"}, two{"a", "b"}, three{"a", "b", "c"};
    BOOST_TEST(listed(none) == "");
    BOOST_TEST(listed(one) == "a");
    BOOST_TEST(listed(two) == "a and b");
    BOOST_TEST(listed(three) == "a, b and c");
    BOOST_TEST(joined(none, ", ") == "");
    BOOST_TEST(joined(one, ", ") == "a");
    BOOST_TEST(joined(three, "; ") == "a; b; c");
}

BOOST_AUTO_TEST_SUITE_END()
