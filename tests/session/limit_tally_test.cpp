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

BOOST_AUTO_TEST_CASE(each_account_is_counted_while_it_has_work_to_do) {
    limit_tally tally;
    runner::progress_snapshot now;
    now.lanes.resize(3);
    now.lanes[0].name = "openai";
    now.lanes[1].name = "openrouter";
    now.lanes[2].name = "idle";
    for (runner::lane_progress& lane : now.lanes)
        lane.planned = 9;
    now.lanes[2].done = 9;
    now.lanes[2].limited_by = nothing;
    for (int i = 0; i < 10; ++i) {
        now.lanes[0].limited_by = i < 2 ? nothing : i < 9 ? requests : tail;
        now.lanes[0].advice = i < 9 ? "300 requests a minute are allowed" : "";
        now.lanes[1].limited_by = concurrency;
        now.lanes[1].advice = "more threads (now 20)";
        now.lanes[1].done = i < 4 ? 3 : 9;
        tally.add(now);
    }
    const auto found = tally.by_account();
    BOOST_REQUIRE(found.size() == 2u);
    BOOST_TEST(found[0].account == "openai");
    BOOST_TEST(found[0].looks == 10u);
    BOOST_TEST((found[0].by == std::map<std::string, std::uint64_t>{{"requests", 7}, {"tail", 1}}));
    BOOST_TEST(found[0].would_help == "300 requests a minute are allowed");
    BOOST_TEST(found[1].account == "openrouter");
    BOOST_TEST(found[1].looks == 4u);
    BOOST_TEST((found[1].by == std::map<std::string, std::uint64_t>{{"concurrency", 4}}));
}

BOOST_AUTO_TEST_SUITE_END()
