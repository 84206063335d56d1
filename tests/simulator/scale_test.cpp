#include "simulator/scale.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron::simulator;
using values = std::vector<double>;

BOOST_AUTO_TEST_SUITE(simulator_scale)

BOOST_AUTO_TEST_CASE(reads_the_three_forms) {
    BOOST_TEST(find_scale("Scale: 0, 2, 2.5, 3")->values == (values{0, 2, 2.5, 3}));
    BOOST_TEST(find_scale("Scale: 0 to 3")->values == (values{0, 1, 2, 3}));
    BOOST_TEST(find_scale("Scale: 0 to 19 in steps of 0.5")->values.size() == 39);
    BOOST_TEST(find_scale("Scale: 0 to 19 in steps of 0.5.\r")->values.back() == 19);
    BOOST_TEST(find_scale("Scale: -1 to 1")->values == (values{-1, 0, 1}));
    BOOST_TEST(find_scale("Scale: 3, 1, 1, 2.")->values == (values{1, 2, 3}));
}

BOOST_AUTO_TEST_CASE(takes_only_a_line_of_its_own) {
    BOOST_TEST(find_scale("Grade it.\nScale: 0 to 2\nThanks")->values.size() == 3);
    BOOST_TEST(!find_scale("See Scale: 0 to 2"));
    BOOST_TEST(find_scale("See Scale: 0 to 2\nScale: 0 to 7")->values.size() == 8);
    BOOST_TEST(!find_scale("no such line"));
}

BOOST_AUTO_TEST_CASE(refuses_what_makes_no_sense) {
    for (const char* line : {"Scale:", "Scale: high", "Scale: 5", "Scale: 5 to 1", "Scale: 1 to",
                             "Scale: 0 to 1 in steps of 0", "Scale: 0 to 1 in steps of -1",
                             "Scale: 0 to 1 in steps of", "Scale: 0 to 1000000000",
                             "Scale: 0 to 5 in steps of 10", "Scale: nan to 5", "Scale: 0 to inf"})
        BOOST_TEST(!find_scale(line).has_value(), line);
}

BOOST_AUTO_TEST_CASE(picks_the_nearest_allowed_value) {
    const scale bond{{0, 2, 2.5, 3, 3.5, 4, 4.5, 5}};
    BOOST_TEST(bond.at(0) == 0);
    BOOST_TEST(bond.at(0.1) == 0);
    BOOST_TEST(bond.at(0.2) == 0); // half way between 0 and 2: the lower
    BOOST_TEST(bond.at(0.21) == 2);
    BOOST_TEST(bond.at(0.69) == 3.5);
    BOOST_TEST(bond.at(7) == 5);
    BOOST_TEST(bond.at(-7) == 0);
}

BOOST_AUTO_TEST_CASE(loses_half_points_only_where_whole_ones_remain) {
    BOOST_TEST((scale{{0, 0.5, 1}}).whole_points().values == (values{0, 1}));
    BOOST_TEST((scale{{0.5, 1.5}}).whole_points().values == (values{0.5, 1.5}));
}

BOOST_AUTO_TEST_SUITE_END()
