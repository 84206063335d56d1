#include "agreement/systems.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <utility>
#include <vector>

using namespace preceptron::agreement;

BOOST_AUTO_TEST_SUITE(systems)

BOOST_AUTO_TEST_CASE(systems_that_are_equal_for_one_side_only_are_tied_and_not_swapped) {
    const system_mean systems[] = {
        {"a", 10, 1, 1}, {"b", 10, 2, 1}, {"c", 10, 2, 3}, {"d", 10, 3, 2}};
    const system_ranking r = rank(systems);
    using positions = std::vector<std::pair<std::size_t, std::size_t>>;
    BOOST_TEST((r.swapped == positions{{2, 3}}));
    BOOST_TEST((r.tied == positions{{0, 1}, {1, 2}}));
    BOOST_TEST(*r.pairwise_accuracy == 0.5);
}

BOOST_AUTO_TEST_CASE(systems_that_are_equal_for_both_sides_are_ordered_alike) {
    const double totals[] = {1, 3, 3, 2, 6, 6, 1, 5, 4}; // n, grades, scores of each
    BOOST_TEST(*pairwise_accuracy_of_totals(totals) == 1.0);
}

BOOST_AUTO_TEST_SUITE_END()
