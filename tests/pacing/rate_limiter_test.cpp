// Limits of our own: kept in every minute, used in full, and no longer waited for than a minute.
#include "pacing/minute_limits.hpp"
#include "pacing/used_tokens.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

using namespace preceptron;
using namespace preceptron::pacing;
using namespace preceptron::tests;
using namespace std::chrono_literals;

namespace {

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

BOOST_AUTO_TEST_CASE(a_call_as_large_as_the_limit_fits) {
    rate_limiter limiter;
    limiter.configure(tokens_a_minute(1000));
    BOOST_TEST(limiter.allows({600, 400}));
    BOOST_TEST(!limiter.allows({600, 401}));
}

BOOST_AUTO_TEST_CASE(a_call_larger_than_the_limit_goes_alone_and_does_not_wait_for_ever) {
    rate_limiter limiter;
    limiter.configure(tokens_a_minute(1000));
    limiter.reserve({500, 0}, start);
    const auto wait = limiter.earliest({5000, 0}, start + 30s);
    BOOST_TEST((wait.until > start + 59s));
    BOOST_TEST((wait.until < start + 61s));
}

BOOST_AUTO_TEST_CASE(one_call_moves_the_next_by_a_minute_at_most) {
    rate_limiter limiter;
    limiter.configure(tokens_a_minute(1000));
    limiter.reserve({1e6, 0}, start);
    const auto wait = limiter.earliest({1, 0}, start);
    BOOST_TEST((wait.until > start + 59s));
    BOOST_TEST((wait.until < start + 61s));
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

BOOST_AUTO_TEST_SUITE_END()
