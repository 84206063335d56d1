#include "pacing/adaptive_limit.hpp"

#include <boost/test/unit_test.hpp>

#include <deque>
#include <random>

using namespace preceptron::pacing;
using namespace std::chrono_literals;

namespace {

using instant = adaptive_limit::time_point;

const instant start = instant() + std::chrono::hours(24);

// A round: as many calls as the limit allows, sent at `now` and answered a second later.
void full_round(adaptive_limit& a, instant& now) {
    const std::size_t calls = a.limit();
    for (std::size_t i = 0; i < calls; ++i)
        a.on_answer(now, i + 1, now + 1s);
    now += 1s;
}

} // namespace

BOOST_AUTO_TEST_SUITE(pacing_adaptive_limit)

BOOST_AUTO_TEST_CASE(doubles_a_clean_round_that_used_it_up_to_the_most) {
    adaptive_limit a(100, true);
    instant now = start;
    std::vector<std::size_t> limits;
    for (int round = 0; round < 6; ++round) {
        limits.push_back(a.limit());
        full_round(a, now);
    }
    BOOST_TEST(limits == (std::vector<std::size_t>{8, 16, 32, 64, 100, 100}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_round_that_left_room_does_not_grow) {
    adaptive_limit a(100, true);
    for (int i = 0; i < 100; ++i)
        a.on_answer(start, 3, start + 1s);
    BOOST_TEST(a.limit() == 8U);
}

BOOST_AUTO_TEST_CASE(trouble_stops_growth_for_its_round_and_cuts_nothing) {
    adaptive_limit a(100, true);
    instant now = start;
    a.on_trouble();
    full_round(a, now);
    BOOST_TEST(a.limit() == 8U);
    full_round(a, now);
    BOOST_TEST(a.limit() == 16U);
}

BOOST_AUTO_TEST_CASE(one_episode_is_one_cut_however_many_refusals_it_brings) {
    adaptive_limit a(100, true);
    instant now = start;
    for (int round = 0; round < 4; ++round)
        full_round(a, now);
    BOOST_TEST_REQUIRE(a.limit() == 100U);
    const instant sent = now;
    int cuts = 0;
    for (int i = 0; i < 100; ++i)
        cuts += a.on_rate_limit(sent, sent + 10ms * i);
    BOOST_TEST(cuts == 1);
    BOOST_TEST(a.limit() == 80U);
    BOOST_TEST(a.on_rate_limit(sent + 5s, sent + 6s));
    BOOST_TEST(a.limit() == 64U);
}

BOOST_AUTO_TEST_CASE(grows_slowly_after_a_cut) {
    adaptive_limit a(100, true);
    instant now = start;
    for (int round = 0; round < 4; ++round)
        full_round(a, now);
    a.on_rate_limit(now, now);
    now += 1s;
    full_round(a, now);
    BOOST_TEST(a.limit() == 84U);
    full_round(a, now);
    BOOST_TEST(a.limit() == 88U);
}

BOOST_AUTO_TEST_CASE(fixed_where_it_does_not_adapt) {
    adaptive_limit a(30, false);
    a.on_rate_limit(start, start);
    BOOST_TEST(a.limit() == 30U);
    a.set_most(12);
    BOOST_TEST(a.limit() == 12U);
}

BOOST_AUTO_TEST_CASE(stays_between_one_and_the_most_whatever_happens) {
    std::mt19937 random(1);
    adaptive_limit a(50, true);
    instant now = start;
    std::size_t most = 50;
    for (int i = 0; i < 100'000; ++i) {
        now += std::chrono::milliseconds(random() % 50);
        const instant sent = now - std::chrono::milliseconds(random() % 5000);
        switch (random() % 8) {
        case 0:
            a.on_rate_limit(sent, now);
            break;
        case 1:
            a.on_trouble();
            break;
        case 2:
            if (random() % 100 == 0)
                a.set_most(most = 1 + random() % 100);
            break;
        default:
            a.on_answer(sent, 1 + random() % a.limit(), now);
        }
        BOOST_REQUIRE(a.limit() >= 1);
        BOOST_REQUIRE(a.limit() <= most);
    }
}

BOOST_AUTO_TEST_SUITE_END()
