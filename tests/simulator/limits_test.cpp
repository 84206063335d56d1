#include "simulator/limits.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron::simulator;
using namespace std::chrono_literals;
using answer = admission::answer;

namespace {

const limits::time_point start = limits::time_point(1h);

} // namespace

BOOST_AUTO_TEST_SUITE(simulator_limits)

BOOST_AUTO_TEST_CASE(without_limits_all_is_admitted_and_nothing_announced) {
    limits none({});
    const admission made = none.admit("k", 1'000'000, start);
    BOOST_TEST((made.is == answer::admitted));
    BOOST_TEST(!made.requests.has_value());
    BOOST_TEST(!made.tokens.has_value());
}

BOOST_AUTO_TEST_CASE(a_minutes_requests_at_once_and_then_one_at_a_time) {
    limits sixty({.requests_per_minute = 60});
    for (int i = 0; i < 60; ++i)
        BOOST_TEST((sixty.admit("k", 1, start).is == answer::admitted));
    const admission refused = sixty.admit("k", 1, start);
    BOOST_TEST((refused.is == answer::too_many_requests));
    BOOST_TEST((refused.retry_after == 1s));
    BOOST_TEST(refused.requests->limit == 60);
    BOOST_TEST(refused.requests->remaining == 0);
    BOOST_TEST((refused.requests->until_full == 60s));
    BOOST_TEST((sixty.admit("k", 1, start + 999ms).is == answer::too_many_requests));
    BOOST_TEST((sixty.admit("k", 1, start + 1s).is == answer::admitted));
    BOOST_TEST((sixty.admit("k", 1, start + 1s).is == answer::too_many_requests));
}

BOOST_AUTO_TEST_CASE(waiting_as_long_as_asked_is_enough) {
    limits seven({.requests_per_minute = 7});
    limits::time_point now = start;
    for (int i = 0; i < 100; ++i) {
        const admission made = seven.admit("k", 1, now);
        if (made.is == answer::admitted)
            continue;
        now += made.retry_after;
        BOOST_TEST((seven.admit("k", 1, now).is == answer::admitted));
    }
}

BOOST_AUTO_TEST_CASE(tokens_are_counted_and_a_refusal_takes_none) {
    limits thousand({.tokens_per_minute = 1000});
    BOOST_TEST((thousand.admit("k", 900, start).is == answer::admitted));
    const admission refused = thousand.admit("k", 200, start);
    BOOST_TEST((refused.is == answer::too_many_tokens));
    BOOST_TEST((refused.retry_after == 6s));
    BOOST_TEST(refused.tokens->remaining == 100);
    BOOST_TEST((thousand.admit("k", 100, start).is == answer::admitted));
}

BOOST_AUTO_TEST_CASE(what_never_fits_is_told_apart) {
    limits thousand({.tokens_per_minute = 1000});
    BOOST_TEST((thousand.admit("k", 1001, start).is == answer::request_too_large));
    BOOST_TEST((thousand.admit("k", 1000, start).is == answer::admitted));
}

BOOST_AUTO_TEST_CASE(each_key_has_limits_of_its_own) {
    limits one({.requests_per_minute = 1});
    BOOST_TEST((one.admit("a", 1, start).is == answer::admitted));
    BOOST_TEST((one.admit("a", 1, start).is == answer::too_many_requests));
    BOOST_TEST((one.admit("b", 1, start).is == answer::admitted));
}

BOOST_AUTO_TEST_CASE(an_idle_key_gains_no_more_than_a_minutes_worth) {
    limits two({.requests_per_minute = 2});
    two.admit("k", 1, start);
    const limits::time_point later = start + 24h;
    BOOST_TEST((two.admit("k", 1, later).is == answer::admitted));
    BOOST_TEST((two.admit("k", 1, later).is == answer::admitted));
    BOOST_TEST((two.admit("k", 1, later).is == answer::too_many_requests));
}

BOOST_AUTO_TEST_CASE(half_of_one_is_one) {
    limits one({.requests_per_minute = 1, .halved_after = 1s});
    BOOST_TEST((one.admit("k", 1, start).is == answer::admitted));
    BOOST_TEST((one.admit("k", 1, start + 2s).is == answer::too_many_requests));
    BOOST_TEST((one.admit("k", 1, start + 3s).is == answer::too_many_requests));
}

BOOST_AUTO_TEST_SUITE_END()
