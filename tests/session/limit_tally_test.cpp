#include "session/limit_tally.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using session::limit_tally;

namespace {

runner::progress_snapshot limited_by(const std::string& name, const std::string& advice = {}) {
    runner::lane_progress lane;
    lane.limited_by = name;
    lane.advice = advice;
    runner::progress_snapshot now;
    now.limited_by = name;
    now.lanes.push_back(lane);
    return now;
}

} // namespace

BOOST_AUTO_TEST_SUITE(what_limited_a_run)

BOOST_AUTO_TEST_CASE(nothing_was_seen) {
    BOOST_TEST(limit_tally().most().name.empty());
}

BOOST_AUTO_TEST_CASE(what_lasted_longest_is_told_with_its_last_advice) {
    limit_tally tally;
    for (int i = 0; i < 4; ++i)
        tally.add(limited_by("threads", "threads: 20"));
    tally.add(limited_by("threads", "threads: 40"));
    for (int i = 0; i < 3; ++i)
        tally.add(limited_by("latency"));
    BOOST_TEST(tally.most().name == "threads");
    BOOST_TEST(tally.most().share == 5.0 / 8);
    BOOST_TEST(tally.most().advice == "threads: 40");
}

BOOST_AUTO_TEST_CASE(a_short_time_is_not_worth_a_word) {
    limit_tally tally;
    for (int i = 0; i < 8; ++i)
        tally.add(limited_by("nothing"));
    for (int i = 0; i < 3; ++i)
        tally.add(limited_by("threads"));
    BOOST_TEST(tally.most().name.empty());
}

BOOST_AUTO_TEST_CASE(what_nobody_knows_is_no_limit) {
    limit_tally tally;
    for (int i = 0; i < 5; ++i)
        tally.add(limited_by("", "threads: 20"));
    BOOST_TEST(tally.most().advice.empty());
    for (int i = 0; i < 3; ++i)
        tally.add(limited_by("threads"));
    BOOST_TEST(tally.most().name == "threads");
}

BOOST_AUTO_TEST_SUITE_END()
