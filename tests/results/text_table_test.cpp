#include "results/text_table.hpp"

#include <boost/test/unit_test.hpp>

#include <utility>

using preceptron::results::text_table;

namespace {

text_table sample() {
    text_table table({"judge", "n"}, 1);
    table.add({"a-judge-of-some-length", "60"});
    table.add({"a-judge-of-some-height", "7"});
    return table;
}

} // namespace

BOOST_AUTO_TEST_SUITE(tables_in_a_width)

BOOST_AUTO_TEST_CASE(what_fits_stands_as_it_is) {
    BOOST_TEST(sample().text_within(26, 0) == sample().text());
    BOOST_TEST(sample().text_within(25, 0) == sample().text(1));
}

BOOST_AUTO_TEST_CASE(names_are_cut_and_stay_different) {
    BOOST_TEST(sample().text_within(20, 0) == "judge              n\n"
                                              "a-jud…ome-length  60\n"
                                              "a-jud…ome-height   7\n");
}

BOOST_AUTO_TEST_CASE(names_stay_whole_where_nothing_helps) {
    BOOST_TEST(sample().text_within(8, 0) == sample().text(1));
}

BOOST_AUTO_TEST_SUITE_END()
