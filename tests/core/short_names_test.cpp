#include "core/short_names.hpp"

#include <boost/test/unit_test.hpp>

using preceptron::short_names;
using names = std::vector<std::string>;

BOOST_AUTO_TEST_SUITE(names_cut_to_a_width)

BOOST_AUTO_TEST_CASE(a_long_name_loses_its_middle) {
    BOOST_TEST(
        (short_names({"short", "a-name-of-twenty-char"}, 11) == names{"short", "a-n…ty-char"}));
    BOOST_TEST((short_names({"äöüäöüäöü"}, 5) == names{"ä…äöü"}));
    BOOST_TEST(short_names({}, 5).empty());
}

BOOST_AUTO_TEST_CASE(wide_characters_are_cut_by_their_columns) {
    BOOST_TEST((short_names({"診断の審査員"}, 7) == names{"診…査員"})); // 2 + 1 + 4
    BOOST_TEST((short_names({"診断の審査員"}, 6) == names{"診…員"}));
    BOOST_TEST((short_names({"診断の審査員", "x"}, 12) == names{"診断の審査員", "x"}));
    BOOST_TEST((short_names({"abcdee\u0301"}, 4) == names{"a…ee\u0301"}));
}

BOOST_AUTO_TEST_CASE(names_that_differ_stay_different) {
    // Seven characters would make them one.
    BOOST_TEST((short_names({"judge-a-of-the-six", "judge-b-of-the-six", "x"}, 7) ==
                names{"judge-a…", "judge-b…", "x"}));
    BOOST_TEST((short_names({"of-the-six-judge-a", "of-the-six-judge-b"}, 7) ==
                names{"of…ge-a", "of…ge-b"}));
    BOOST_TEST(
        (short_names({"one-judge-twice", "one-judge-twice"}, 7) == names{"on…wice", "on…wice"}));
    BOOST_TEST((short_names({"abcXdef", "abcYdef"}, 3) == names{"…Xdef", "…Ydef"}));
    BOOST_TEST((short_names({"aXa", "aYa"}, 1) == names{"aXa", "aYa"})); // cannot be cut
}

BOOST_AUTO_TEST_SUITE_END()
