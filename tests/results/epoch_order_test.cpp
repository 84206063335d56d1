#include "results/epoch_order.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using preceptron::results::epoch_order;

BOOST_AUTO_TEST_SUITE(order_of_epochs)

BOOST_AUTO_TEST_CASE(no_name_goes_first_then_numbers_then_names_as_people_count) {
    const std::vector<std::string> sorted{"",     "2",    "10",    "10.5",   "run", "run01",
                                          "run1", "run2", "run10", "run10b", "sun1"};
    const epoch_order before;
    for (std::size_t i = 0; i < sorted.size(); ++i)
        for (std::size_t j = 0; j < sorted.size(); ++j)
            BOOST_TEST(before(sorted[i], sorted[j]) == (i < j), sorted[i] << " " << sorted[j]);
}

BOOST_AUTO_TEST_CASE(a_number_is_one_however_it_is_written) {
    BOOST_TEST(!epoch_order()("1", "1.0"));
    BOOST_TEST(!epoch_order()("1.0", "1"));
}

BOOST_AUTO_TEST_SUITE_END()
