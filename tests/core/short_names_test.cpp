#include "core/short_names.hpp"

#include <boost/test/unit_test.hpp>

using preceptron::short_names;
using names = std::vector<std::string>;

BOOST_AUTO_TEST_SUITE(names_cut_to_a_width)

BOOST_AUTO_TEST_CASE(a_long_name_loses_its_middle) {
    BOOST_TEST(
        (short_names({"short", "a-name-of-twenty-char"}, 11) == names{"short", "a-nam…-char"}));
    BOOST_TEST((short_names({"äöüäöüäöü"}, 5) == names{"äö…öü"}));
    BOOST_TEST(short_names({}, 5).empty());
}

BOOST_AUTO_TEST_CASE(names_that_differ_stay_different) {
    // Seven characters would make them one.
    BOOST_TEST((short_names({"judge-a-of-the-six", "judge-b-of-the-six", "x"}, 7) ==
                names{"judge-a…he-six", "judge-b…he-six", "x"}));
    BOOST_TEST(
        (short_names({"one-judge-twice", "one-judge-twice"}, 7) == names{"one…ice", "one…ice"}));
    // None can be cut at all.
    BOOST_TEST((short_names({"abcXdef", "abcYdef"}, 3) == names{"abcXdef", "abcYdef"}));
}

BOOST_AUTO_TEST_SUITE_END()
