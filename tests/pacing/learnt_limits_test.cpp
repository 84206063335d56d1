// Limits that are not configured: learnt from what a provider says with each answer, and used in
// full.
#include "pacing/minute_limits.hpp"
#include "pacing/simulator_account.hpp"
#include "pacing/used_tokens.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <optional>
#include <queue>
#include <random>
#include <utility>
#include <vector>

using namespace preceptron;
using namespace preceptron::pacing;
using namespace preceptron::tests;
using namespace std::chrono_literals;

namespace {

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

} // namespace

BOOST_AUTO_TEST_SUITE(pacing_learnt_limits)

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

BOOST_AUTO_TEST_SUITE_END()
