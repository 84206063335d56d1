#include "session/limit_tally.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using pacing::limiting_factor;
using session::limit_tally;

namespace {

using enum limiting_factor;

runner::progress_snapshot limited_by(std::optional<limiting_factor> factor,
                                     const std::string& advice = {}) {
    runner::lane_progress lane;
    lane.limited_by = factor;
    lane.advice = advice;
    runner::progress_snapshot now;
    now.limited_by = factor;
    now.lanes.push_back(lane);
    return now;
}

} // namespace

BOOST_AUTO_TEST_SUITE(what_limited_a_run)

BOOST_AUTO_TEST_CASE(nothing_was_seen) {
    BOOST_TEST((limit_tally().most().factor == nothing));
}

BOOST_AUTO_TEST_CASE(what_lasted_longest_is_told_with_its_last_advice) {
    limit_tally tally;
    for (int i = 0; i < 4; ++i)
        tally.add(limited_by(concurrency, "threads: 20"));
    tally.add(limited_by(concurrency, "threads: 40"));
    for (int i = 0; i < 3; ++i)
        tally.add(limited_by(latency));
    BOOST_TEST((tally.most().factor == concurrency));
    BOOST_TEST(tally.most().share == 5.0 / 8);
    BOOST_TEST(tally.most().advice == "threads: 40");
}

BOOST_AUTO_TEST_CASE(a_short_time_is_not_worth_a_word) {
    limit_tally tally;
    for (int i = 0; i < 8; ++i)
        tally.add(limited_by(nothing));
    for (int i = 0; i < 3; ++i)
        tally.add(limited_by(concurrency));
    BOOST_TEST((tally.most().factor == nothing));
}

BOOST_AUTO_TEST_CASE(what_nobody_knows_is_no_limit) {
    limit_tally tally;
    for (int i = 0; i < 5; ++i)
        tally.add(limited_by({}, "threads: 20"));
    BOOST_TEST(tally.most().advice.empty());
    for (int i = 0; i < 3; ++i)
        tally.add(limited_by(concurrency));
    BOOST_TEST((tally.most().factor == concurrency));
}

BOOST_AUTO_TEST_SUITE_END()
