#include "pacing/budget.hpp"

#include <boost/test/unit_test.hpp>

#include <random>
#include <vector>

using namespace preceptron::pacing;

BOOST_AUTO_TEST_SUITE(pacing_budget)

BOOST_AUTO_TEST_CASE(without_a_limit_everything_is_let_go) {
    budget b;
    BOOST_TEST(b.reserve(1e9));
}

BOOST_AUTO_TEST_CASE(worst_cases_in_flight_and_earlier_runs_count) {
    budget b(1.0, {.known = 0.3, .unknown = 0.2});
    BOOST_TEST(b.reserve(0.3));
    BOOST_TEST(b.reserve(0.2));
    BOOST_TEST(!b.reserve(0.01));
    b.settle(0.3, 0.1);
    BOOST_TEST(b.spent().most() == 0.6, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(b.reserve(0.2));
    BOOST_TEST(!b.reserve(0.01));
}

BOOST_AUTO_TEST_CASE(a_cost_nobody_knows_is_the_worst) {
    budget b(1.0);
    BOOST_TEST(b.reserve(0.9));
    b.settle(0.9, {});
    BOOST_TEST(!b.reserve(0.2));
    BOOST_TEST(b.calls() == 0U);
}

BOOST_AUTO_TEST_CASE(is_never_passed) {
    std::mt19937 random(3);
    std::uniform_real_distribution<double> up_to_one(0, 1);
    budget b(20.0);
    std::vector<double> out;
    for (int i = 0; i < 100'000; ++i) {
        const double worst = 0.01 + 0.1 * up_to_one(random);
        if (up_to_one(random) < 0.5 && b.reserve(worst)) {
            out.push_back(worst);
        } else if (!out.empty()) {
            b.settle(out.back(), out.back() * up_to_one(random) * 0.01);
            out.pop_back();
        }
        BOOST_REQUIRE(b.spent().most() + b.reserved() <= 20.0 + 1e-6);
    }
}

BOOST_AUTO_TEST_CASE(without_a_call_nothing_is_set_aside) {
    budget b(1.0);
    BOOST_TEST(b.reserve(0.1));
    BOOST_TEST(b.reserve(0.2));
    b.settle(0.1, 0);
    b.settle(0.2, 0);
    BOOST_TEST(b.reserved() == 0); // 0.1 + 0.2 - 0.1 - 0.2 is not
}

BOOST_AUTO_TEST_SUITE_END()
