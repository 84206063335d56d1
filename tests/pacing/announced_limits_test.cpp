// Limits that a provider announces with its answers: what is believed, and for how long.
#include "pacing/announced_level.hpp"
#include "pacing/call_spacing.hpp"
#include "pacing/minute_limits.hpp"
#include "pacing/used_tokens.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::pacing;
using namespace preceptron::tests;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(pacing_announced_limits)

BOOST_AUTO_TEST_CASE(a_limit_of_a_day_is_no_pace_until_it_is_used_up) {
    rate_limiter limiter;
    announced_limits day;
    day.requests = {10'000, 9'000, 8'640s};
    auto held = limiter.reserve({}, start);
    limiter.observe(held, day, start + 1s);
    BOOST_TEST(!limiter.per_minute(limited_resource::requests).has_value());
    for (int i = 0; i < 8'990; ++i)
        limiter.reserve({}, start + 2s);
    BOOST_TEST((limiter.earliest({}, start + 2s).until == start + 2s));
    for (int i = 0; i < 20; ++i)
        limiter.reserve({}, start + 2s);
    BOOST_TEST((limiter.earliest({}, start + 2s).until > start + 10s));
}

// Of calls that were lost nothing is heard, so what they were thought to take is not corrected.
BOOST_AUTO_TEST_CASE(a_limit_of_a_day_is_whole_again_when_it_said_whatever_was_lost) {
    rate_limiter limiter;
    announced_limits day;
    day.tokens = {20'000, 19'990, 86'400s};
    auto held = limiter.reserve({300, 0}, start);
    limiter.observe(held, day, start + 1s);
    for (int i = 0; i < 100; ++i)
        limiter.reserve({300, 0}, start + 2s);
    const auto wait = limiter.earliest({300, 0}, start + 3s);
    BOOST_TEST((wait.by == limited_resource::tokens));
    BOOST_TEST((wait.until == start + 2s + 1h)); // when the server is asked whether it is so
    const auto anew = start + 86'401s;
    BOOST_TEST((limiter.earliest({20'000, 0}, anew).until == anew));
}

// One response with nonsense in it, and none after it that speaks of limits.
BOOST_AUTO_TEST_CASE(an_announcement_that_nothing_repeats_is_forgotten) {
    rate_limiter limiter;
    announced_limits said;
    said.requests = {1'000, 0, std::chrono::hours(9'999)};
    auto held = limiter.reserve({}, start);
    limiter.observe(held, said, start);
    BOOST_TEST((limiter.earliest({}, start + 1s).until == start + 1h));
    for (int i = 0; i < announced_level::until_forgotten; ++i) {
        BOOST_TEST((limiter.earliest({}, start + 1s).until > start + 1s));
        limiter.observe(held, {}, start + 1s);
    }
    BOOST_TEST((limiter.earliest({}, start + 1s).until == start + 1s));
    said.requests = {1'000, 500, 60s};
    held = limiter.reserve({}, start + 2s);
    limiter.observe(held, said, start + 2s);
    BOOST_TEST(limiter.per_minute(limited_resource::requests).value_or(0) == 1'000);
    said.requests = {1e-300, 0, {}}; // is none
    limiter.observe(held, said, start + 2s);
    BOOST_TEST(limiter.per_minute(limited_resource::requests).value_or(0) == 1'000);
}

BOOST_AUTO_TEST_CASE(an_answer_from_before_a_limit_began_anew_says_nothing_of_it) {
    rate_limiter limiter;
    announced_limits day;
    day.tokens = {20'000, 10'000, 600s};
    auto first = limiter.reserve({300, 0}, start);
    auto late = limiter.reserve({300, 0}, start);
    limiter.observe(first, day, start + 1s);
    auto fresh = limiter.reserve({300, 0}, start + 602s);
    day.tokens.remaining = 5'000;
    limiter.observe(late, day, start + 603s);
    BOOST_TEST((limiter.earliest({19'000, 0}, start + 603s).until == start + 603s));
    day.tokens.remaining = 15'000;
    limiter.observe(fresh, day, start + 604s);
    BOOST_TEST((limiter.earliest({14'000, 0}, start + 604s).until == start + 604s));
    BOOST_TEST((limiter.earliest({19'000, 0}, start + 604s).until > start + 610s));
}

BOOST_AUTO_TEST_CASE(the_longest_reset_there_can_be_is_a_time) {
    rate_limiter limiter;
    announced_limits longest;
    longest.tokens = {1e15, 1e15 - 1, std::chrono::hours(24 * 366)};
    auto held = limiter.reserve({1, 0}, start);
    limiter.observe(held, longest, start);
    limiter.reserve({2e15, 0}, start);
    const auto until = limiter.earliest({1e15, 0}, start).until;
    BOOST_TEST((until > start && until <= start + std::chrono::hours(24 * 366)));
}

// Some servers round up: a second of it after one call of 600 would be a limit of ten minutes.
BOOST_AUTO_TEST_CASE(one_second_of_reset_proves_no_longer_limit) {
    rate_limiter limiter;
    announced_limits said;
    said.requests = {600, 599, 1s};
    auto held = limiter.reserve({}, start);
    limiter.observe(held, said, start);
    BOOST_TEST(limiter.per_minute(limited_resource::requests).value_or(0) == 600);
}

BOOST_AUTO_TEST_CASE(a_limit_without_what_remains_of_it_is_taken_for_whole_at_first) {
    rate_limiter limiter;
    announced_limits said;
    said.tokens.limit = 1000;
    auto held = limiter.reserve({500, 0}, start);
    limiter.observe(held, said, start);
    BOOST_TEST((limiter.earliest({1000, 0}, start).until == start));
    held = limiter.reserve({1000, 0}, start);
    limiter.observe(held, said, start);
    BOOST_TEST((limiter.earliest({500, 0}, start).until >= start + 29s));
}

BOOST_AUTO_TEST_CASE(a_bucket_that_is_nearly_empty_is_left_to_fill) {
    const auto after_ten_calls = [](double remaining) {
        rate_limiter limiter;
        announced_limits said;
        said.requests = {600, remaining, 30s};
        auto held = limiter.reserve({}, start);
        limiter.observe(held, said, start);
        for (int i = 0; i < 10; ++i)
            limiter.reserve({}, start);
        return limiter.earliest({}, start).until + call_spacing::tolerance - start;
    };
    BOOST_TEST((after_ten_calls(300) == 1s));
    BOOST_TEST((after_ten_calls(30) > 1300ms));
    BOOST_TEST((after_ten_calls(12) < 2s));
}

BOOST_AUTO_TEST_CASE(what_the_provider_has_told_is_not_corrected_by_usage_as_well) {
    rate_limiter limiter;
    limiter.configure(tokens_a_minute(1000));
    announced_limits said;
    said.tokens = {1000, 500, 30s};
    auto held = limiter.reserve({500, 0}, start);
    limiter.observe(held, said, start);
    limiter.settle(held, usage_of(100, 0), start);
    BOOST_TEST((limiter.earliest({600, 0}, start).until >= start + 60s));
}

BOOST_AUTO_TEST_SUITE_END()
