#include "pacing/announced_level.hpp"
#include "pacing/call_spacing.hpp"
#include "pacing/minute_window.hpp"
#include "pacing/rate_limiter.hpp"
#include "pacing/simulator_account.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <deque>
#include <queue>
#include <random>

using namespace preceptron;
using namespace preceptron::pacing;
using namespace preceptron::tests;
using namespace std::chrono_literals;

namespace {

using instant = rate_limiter::time_point;

const instant start = instant() + std::chrono::hours(24);

preceptron::token_usage usage_of(std::int64_t input, std::int64_t output) {
    preceptron::token_usage u;
    u.input = input;
    u.output = output;
    return u;
}

rate_limits requests_a_minute(double most) {
    rate_limits limits;
    limits.requests_per_minute = most;
    return limits;
}

rate_limits tokens_a_minute(double most) {
    rate_limits limits;
    limits.tokens_per_minute = most;
    return limits;
}

// Sends as soon as it is let, until `end`, and returns when each call left.
std::vector<instant> send_all(rate_limiter& limiter, const call_estimate& call, instant end) {
    std::vector<instant> sent;
    for (instant now = start; now < end;) {
        const auto wait = limiter.earliest(call, now);
        if (wait.until > now) {
            now = wait.until;
            continue;
        }
        limiter.reserve(call, now);
        sent.push_back(now);
    }
    return sent;
}

// Most of `sent` within any minute.
std::size_t most_in_a_minute(const std::vector<instant>& sent) {
    std::size_t most = 0, first = 0;
    for (std::size_t i = 0; i < sent.size(); ++i) {
        while (sent[i] - sent[first] >= 60s)
            ++first;
        most = std::max(most, i - first + 1);
    }
    return most;
}

std::size_t count_between(const std::vector<instant>& sent, instant from, instant to) {
    return static_cast<std::size_t>(
        std::ranges::count_if(sent, [&](instant t) { return t >= from && t < to; }));
}

} // namespace

BOOST_AUTO_TEST_SUITE(pacing_rate_limiter)

BOOST_AUTO_TEST_CASE(without_limits_nothing_waits) {
    rate_limiter limiter;
    for (int i = 0; i < 1000; ++i) {
        BOOST_TEST((limiter.earliest({1e6, 1e6}, start).until == start));
        limiter.reserve({1e6, 1e6}, start);
    }
}

BOOST_AUTO_TEST_CASE(a_configured_limit_is_kept_in_every_minute_and_used_in_full) {
    for (const double limit : {7.0, 60.0, 500.0, 600.0, 10'000.0}) {
        rate_limiter limiter;
        limiter.configure(requests_a_minute(limit));
        const auto sent = send_all(limiter, {}, start + 5min);
        BOOST_TEST(static_cast<double>(most_in_a_minute(sent)) <= limit, limit);
        BOOST_TEST(static_cast<double>(count_between(sent, start + 60s, start + 5min)) >=
                       std::floor(0.98 * 4 * limit),
                   limit << ": " << count_between(sent, start + 60s, start + 5min));
    }
}

BOOST_AUTO_TEST_CASE(no_minute_begins_with_a_burst) {
    rate_limiter limiter;
    limiter.configure(requests_a_minute(600));
    const auto sent = send_all(limiter, {}, start + 3min);
    for (instant second = start; second < start + 3min; second += 1s)
        BOOST_TEST(count_between(sent, second, second + 1s) <= 13U);
}

BOOST_AUTO_TEST_CASE(tokens_are_kept_to_as_well_and_corrected_by_usage) {
    rate_limiter limiter;
    limiter.configure(tokens_a_minute(200'000));
    // Twice as much is expected as is used: what is corrected can be spent.
    double used = 0;
    for (instant now = start; now < start + 5min;) {
        const auto wait = limiter.earliest({3000, 600}, now);
        if (wait.until > now) {
            BOOST_TEST((wait.by == limited_resource::tokens));
            now = wait.until;
            continue;
        }
        const auto held = limiter.reserve({3000, 600}, now);
        limiter.settle(held, usage_of(1500, 300), now);
        used += 1800;
    }
    BOOST_TEST(used <= 5.05 * 200'000);
    BOOST_TEST(used >= 0.97 * 5 * 200'000);
}

BOOST_AUTO_TEST_CASE(a_call_larger_than_the_limit_goes_alone_and_does_not_wait_for_ever) {
    rate_limiter limiter;
    limiter.configure(tokens_a_minute(1000));
    limiter.reserve({500, 0}, start);
    const auto wait = limiter.earliest({5000, 0}, start + 30s);
    BOOST_TEST((wait.until > start + 59s));
    BOOST_TEST((wait.until < start + 61s));
}

// A provider of unknown limits with a latency of one to eight seconds; `change` halves them then.
simulated_account::tally learn_limits(double requests, double tokens, instant end,
                                      std::optional<instant> change = {}) {
    simulated_account provider(requests, tokens, start);
    rate_limiter limiter;
    std::mt19937 random(7);
    std::uniform_real_distribution<double> latency(1, 8);
    struct flying {
        instant lands;
        rate_limiter::reservation held;
        simulated_account::response answer;
        bool operator<(const flying& other) const { return lands > other.lands; }
    };
    std::priority_queue<flying> out;
    std::size_t slots = 8; // as a slow start begins
    const call_estimate call{1500, 300};
    for (instant now = start; now < end;) {
        if (change && now >= *change) {
            provider.set_limits(requests / 2, tokens / 2, now);
            change.reset();
        }
        if (!out.empty() && out.top().lands <= now) {
            flying landed = out.top();
            out.pop();
            limiter.observe(landed.held, landed.answer.said, now);
            limiter.settle(landed.held, usage_of(1480, 290), now);
            slots = 150;
            continue;
        }
        const auto wait = limiter.earliest(call, now);
        if (wait.until <= now && out.size() < slots) {
            flying f{now + std::chrono::milliseconds(static_cast<int>(1000 * latency(random))),
                     limiter.reserve(call, now), provider.ask(1770, now)};
            if (!f.answer.admitted)
                f.lands = now + 50ms;
            out.push(std::move(f));
            continue;
        }
        instant next = out.empty() ? end : out.top().lands;
        if (out.size() < slots)
            next = std::min(next, wait.until);
        now = std::max(next, now + 1ms);
    }
    return provider.counted();
}

BOOST_AUTO_TEST_CASE(unknown_limits_are_learnt_and_used_in_full_without_refusals) {
    for (const auto& [requests, tokens] :
         std::vector<std::pair<double, double>>{{600, 0}, {0, 200'000}, {600, 200'000}}) {
        const auto t = learn_limits(requests, tokens, start + 6min);
        const double per_minute =
            tokens > 0 ? std::min(tokens / 1770, requests > 0 ? requests : 1e9) : requests;
        BOOST_TEST(t.admitted_after(start + 1min) >= 0.98 * 5 * per_minute,
                   requests << " " << tokens << ": " << t.admitted_after(start + 1min));
        BOOST_TEST(static_cast<double>(t.refused) <= 0.005 * t.admitted_after(start),
                   t.refused << " refused");
    }
}

BOOST_AUTO_TEST_CASE(a_limit_that_is_halved_is_followed) {
    const auto t = learn_limits(600, 0, start + 6min, start + 3min);
    BOOST_TEST(t.admitted_between(start + 1min, start + 3min) >= 0.98 * 2 * 600);
    BOOST_TEST(t.admitted_between(start + 4min, start + 6min) >= 0.98 * 2 * 300);
    BOOST_TEST(static_cast<double>(t.refused) <= 0.005 * t.admitted_after(start),
               t.refused << " refused");
}

BOOST_AUTO_TEST_CASE(what_others_take_of_the_account_is_left_to_them) {
    simulated_account provider(600, 0, start);
    rate_limiter limiter;
    std::size_t mine = 0;
    instant other = start;
    for (instant now = start; now < start + 5min;) {
        while (other <= now) { // half of it, evenly
            provider.ask(0, other);
            other += 200ms;
        }
        const auto wait = limiter.earliest({}, now);
        if (wait.until > now) {
            now = std::min(wait.until, other);
            continue;
        }
        auto held = limiter.reserve({}, now);
        const auto answer = provider.ask(0, now);
        limiter.observe(held, answer.said, now);
        mine += answer.admitted && now >= start + 2min;
        if (!answer.admitted)
            now += 500ms;
    }
    BOOST_TEST(mine >= 0.9 * 3 * 300);
    BOOST_TEST(provider.counted().refused <= 30U);
}

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

BOOST_AUTO_TEST_CASE(a_machine_that_has_just_started_has_its_minute_too) {
    for (const auto boot : {0s, 1s, 30s, 59s, 61s}) {
        const instant now{boot};
        rate_limiter limiter;
        limiter.configure(requests_a_minute(2));
        BOOST_TEST((limiter.earliest({}, now).until == now));
        limiter.reserve({}, now);
        limiter.reserve({}, now);
        const auto until = limiter.earliest({}, now).until;
        BOOST_TEST((until >= now + 60s && until <= now + 61s), boot.count());
    }
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

BOOST_AUTO_TEST_CASE(one_call_moves_the_next_by_a_minute_at_most) {
    rate_limiter limiter;
    limiter.configure(tokens_a_minute(1000));
    limiter.reserve({1e6, 0}, start);
    const auto wait = limiter.earliest({1, 0}, start);
    BOOST_TEST((wait.until > start + 59s));
    BOOST_TEST((wait.until < start + 61s));
}

BOOST_AUTO_TEST_CASE(a_call_as_large_as_the_limit_fits) {
    rate_limiter limiter;
    limiter.configure(tokens_a_minute(1000));
    BOOST_TEST(limiter.allows({600, 400}));
    BOOST_TEST(!limiter.allows({600, 401}));
}

BOOST_AUTO_TEST_CASE(a_minute_is_corrected_where_its_call_was_or_not_at_all) {
    minute_window window;
    const instant later = start + minute_window::slot * minute_window::slots;
    window.take(500, start);
    window.take(500, later);
    window.correct(-400, start, later); // it has left the window
    BOOST_TEST(window.spent(later) == 500);
    window.correct(-900, later, later);
    window.take(100, later);
    BOOST_TEST(window.spent(later) == 100);
}

BOOST_AUTO_TEST_SUITE_END()
