#include "benchmark/spending.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;

BOOST_AUTO_TEST_SUITE(benchmark_spending)

BOOST_AUTO_TEST_CASE(says_what_is_known_and_what_is_not) {
    BOOST_TEST(spending_text({}) == "$0.00");
    BOOST_TEST(spending_text({.known = 4.11}) == "$4.11");
    BOOST_TEST(spending_text({.known = 4.11, .unknown = 0.81}) ==
               "$4.11, and $0.81 at most for calls of unknown cost");
    BOOST_TEST(spending_text({.unknown = 0.81}) == "$0.81 at most, for calls of unknown cost");
    BOOST_TEST(spending_text({.known = 4.11, .unknown = 0.81, .unpriced = 1}) ==
               "$4.11, and $0.81 at most for calls of unknown cost, and 1 call of unknown price");
    BOOST_TEST(spending_text({.unpriced = 3}) == "unknown");
}

BOOST_AUTO_TEST_CASE(a_budget_counts_all_that_may_be_on_the_bill) {
    BOOST_TEST(spent_of_text({.known = 4.5}, 5) == "$4.50 of $5.00 spent");
    BOOST_TEST(spent_of_text({.known = 4, .unknown = 0.5}, 5) ==
               "$4.50 of $5.00 spent ($4.00, and $0.50 at most for calls of unknown cost)");
}

BOOST_AUTO_TEST_SUITE_END()
