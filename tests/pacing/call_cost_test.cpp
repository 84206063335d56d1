#include "pacing/call_cost.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::pacing;

namespace {

token_usage usage(std::int64_t input, std::int64_t cached, std::int64_t written,
                  std::int64_t output) {
    token_usage u;
    u.input = input;
    u.cached_input = cached;
    u.cache_write = written;
    u.output = output;
    return u;
}

} // namespace

BOOST_AUTO_TEST_SUITE(cost_of_a_call)

// 179 plain, 1024 cached, 100 written, 47 output tokens at 3, 0.3, 3.75 and 15 USD per million.
BOOST_AUTO_TEST_CASE(each_kind_of_token_has_its_price) {
    const auto cost = cost_usd(usage(1303, 1024, 100, 47), token_price{3, 0.3, 3.75, 15});
    BOOST_REQUIRE(cost);
    BOOST_TEST(*cost == (179 * 3 + 1024 * 0.3 + 100 * 3.75 + 47 * 15) / 1e6,
               boost::test_tools::tolerance(1e-12));
}

// Of the 100 that are written 60 are kept for an hour, at twice the price of input.
BOOST_AUTO_TEST_CASE(what_is_kept_for_an_hour_costs_twice_the_input) {
    token_usage u = usage(1303, 1024, 100, 47);
    u.hour_write = 60;
    const auto cost = cost_usd(u, token_price{3, 0.3, 3.75, 15});
    BOOST_REQUIRE(cost);
    BOOST_TEST(*cost == (179 * 3 + 1024 * 0.3 + 40 * 3.75 + 60 * 6 + 47 * 15) / 1e6,
               boost::test_tools::tolerance(1e-12));
    u.hour_write = 1000; // more than is written at all
    BOOST_TEST(*cost_usd(u, token_price{0, 0, 5, 0}) == 0);
}

BOOST_AUTO_TEST_CASE(a_worst_case_has_the_dearest_input) {
    const token_price price{3, 0.3, 3.75, 15};
    BOOST_TEST(pacing::worst_case_usd(3'000'000, 0, price) == 3.75);
    BOOST_TEST(pacing::worst_case_usd(3'000'000, 0, price, 0, true) == 6);
}

BOOST_AUTO_TEST_CASE(what_the_provider_charged_goes_before_the_table) {
    token_usage u = usage(10, 0, 0, 10);
    u.cost_usd = 0.5;
    BOOST_TEST(*cost_usd(u, token_price{3, 3, 3, 3}) == 0.5);
    BOOST_TEST(*cost_usd(u, {}) == 0.5);
}

BOOST_AUTO_TEST_CASE(the_unknown_stays_unknown) {
    BOOST_TEST(!cost_usd(usage(10, 0, 0, 10), {}));
    BOOST_TEST(!cost_usd({}, token_price{1, 1, 1, 1}));
    token_usage only_input;
    only_input.input = 10;
    BOOST_TEST(!cost_usd(only_input, token_price{1, 1, 1, 1}));
}

BOOST_AUTO_TEST_CASE(counts_that_contradict_each_other_cost_nothing_below_zero) {
    BOOST_TEST(*cost_usd(usage(10, 20, 0, 0), token_price{100, 0, 0, 0}) == 0);
}

BOOST_AUTO_TEST_CASE(a_request_with_much_input_costs_more_as_a_whole) {
    const token_price price{3, 0.3, 3.75, 15, {1000, 2, 1.5}};
    BOOST_TEST(*cost_usd(usage(1000, 400, 0, 50), price) == (600 * 3 + 400 * 0.3 + 50 * 15) / 1e6,
               boost::test_tools::tolerance(1e-12));
    BOOST_TEST(*cost_usd(usage(1001, 400, 0, 50), price) == (601 * 6 + 400 * 0.6 + 50 * 22.5) / 1e6,
               boost::test_tools::tolerance(1e-12));
    BOOST_TEST(worst_case_usd(3000, 50, price) == (1000 * 3.75 + 50 * 15) / 1e6,
               boost::test_tools::tolerance(1e-12));
    BOOST_TEST(worst_case_usd(3003, 50, price) == (1001 * 7.5 + 50 * 22.5) / 1e6,
               boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_SUITE_END()
