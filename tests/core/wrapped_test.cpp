#include "core/wrapped.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;

BOOST_AUTO_TEST_SUITE(prose_in_lines)

BOOST_AUTO_TEST_CASE(lines_end_at_blanks_of_which_none_stay_behind) {
    BOOST_TEST(wrapped("more threads (now 32)", 15, "  ") == "more threads\n  (now 32)\n");
    BOOST_TEST(wrapped("a task  QWK .66", 8, "  ") == "a task\n  QWK\n  .66\n");
    BOOST_TEST(wrapped("a task  QWK", 80, "") == "a task  QWK\n");
    BOOST_TEST(wrapped("one two", 10, "    ", 4) == "one\n    two\n");
}

BOOST_AUTO_TEST_CASE(a_message_keeps_what_may_be_pasted_in_one_line) {
    BOOST_TEST(wrapped_message("go on with: preceptron run --config c.yaml", 20) ==
               "go on with:\n  preceptron run --config c.yaml\n");
    BOOST_TEST(wrapped_message("other users can read it: chmod 600 '/a b/config.ini'", 30) ==
               "other users can read it:\n  chmod 600 '/a b/config.ini'\n");
    BOOST_TEST(wrapped_message("look at it with 'preceptron verify', then go on", 25) ==
               "look at it with\n  'preceptron verify',\n  then go on\n");
}

BOOST_AUTO_TEST_CASE(an_apostrophe_is_no_quote) {
    BOOST_TEST(wrapped_message("the judges' own, of the physicians' own", 16) ==
               "the judges' own,\n  of the\n  physicians'\n  own\n");
}

BOOST_AUTO_TEST_CASE(further_lines_of_an_indented_message_stand_deeper) {
    BOOST_TEST(wrapped_message("  3 timeouts (a, b)", 14) == "  3 timeouts\n    (a, b)\n");
}

BOOST_AUTO_TEST_SUITE_END()
