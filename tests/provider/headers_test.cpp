#include "provider/exchange.hpp"
#include "provider/rate_limit_headers.hpp"
#include "provider/retry_after.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::tests;
using namespace preceptron::provider;
namespace chr = std::chrono;

BOOST_AUTO_TEST_SUITE(headers)

const chr::system_clock::time_point now =
    chr::sys_days(chr::year(2026) / 11 / 22) + chr::hours(9) + chr::minutes(15);

long long count(const std::optional<chr::milliseconds>& t) {
    return t ? t->count() : -1;
}

long long retry_after(const char* name, const char* value) {
    return count(read_retry_after(test_head(429, {{name, value}}).fields, now));
}

BOOST_AUTO_TEST_CASE(waits_are_seconds_or_dates) {
    BOOST_TEST(retry_after("Retry-After", "1") == 1000);
    BOOST_TEST(retry_after("retry-after", "0.25") == 250);
    BOOST_TEST(retry_after("retry-after-ms", "40") == 40);
    BOOST_TEST(retry_after("retry-after-ms", "12.5") == 13);
    BOOST_TEST(retry_after("Retry-After", "Sun, 22 Nov 2026 09:15:07 GMT") == 7000);
    BOOST_TEST(retry_after("Retry-After", "Sunday, 22-Nov-26 09:16:00 GMT") == 60000);
    BOOST_TEST(retry_after("Retry-After", "86400") == 86400000);
    // Our clock is ten minutes behind.
    const auto by_server = test_head(429, {{"Date", "Sun, 22 Nov 2026 09:25:00 GMT"},
                                           {"Retry-After", "Sun, 22 Nov 2026 09:25:03 GMT"}});
    BOOST_TEST(count(read_retry_after(by_server.fields, now)) == 3000);
}

BOOST_AUTO_TEST_CASE(milliseconds_go_before_seconds_if_they_make_sense) {
    const auto both = [](const char* ms) {
        return count(read_retry_after(
            test_head(429, {{"retry-after", "1"}, {"retry-after-ms", ms}}).fields, now));
    };
    BOOST_TEST(both("40") == 40);
    BOOST_TEST(both("soon") == 1000);
    BOOST_TEST(both("-1") == 1000);
}

BOOST_AUTO_TEST_CASE(hostile_waits_are_capped_or_none) {
    for (const char* value :
         {"1e20", "1e308", "99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"})
        BOOST_TEST(retry_after("Retry-After", value) == longest_wait.count(), value);
    BOOST_TEST(retry_after("retry-after-ms", "1e300") == longest_wait.count());
    for (const char* value : {"", "0", "-5", "-0", "nan", "inf", "-inf", "1e400", "1 s", " 1",
                              "0x10", "Sun, 22 Nov 2026 09:14:58 GMT", "tomorrow"})
        BOOST_TEST(retry_after("Retry-After", value) == -1, value);
}

BOOST_AUTO_TEST_CASE(go_durations_are_read) {
    const auto read = [](std::string_view text) { return count(parse_go_duration(text)); };
    BOOST_TEST(read("12ms") == 12);
    BOOST_TEST(read("1s") == 1000);
    BOOST_TEST(read("6m0s") == 360000);
    BOOST_TEST(read("1m26.4s") == 86400);
    BOOST_TEST(read("1h2m3s") == 3723000);
    BOOST_TEST(read("0s") == 0);
    BOOST_TEST(read("1500us") == 1);
    BOOST_TEST(read("1500\xC2\xB5s") == 1);
    BOOST_TEST(read("2000000ns") == 2);
    BOOST_TEST(read("99999999999h") == longest_wait.count());
    for (const char* text : {"", "5", "s", "1x", "-1s", "1s2", "nans", "1e9999s", "1 s"})
        BOOST_TEST(read(text) == -1, text);
}

announced_limits limits(std::string_view provider,
                        std::initializer_list<std::pair<const char*, const char*>> fields,
                        int status = 200) {
    return find_codec(provider)->read_limits(test_head(status, fields), now);
}

BOOST_AUTO_TEST_CASE(openai_announces_requests_and_tokens) {
    const announced_limits l = limits("openai", {{"x-ratelimit-limit-requests", "500"},
                                                 {"x-ratelimit-remaining-requests", "499"},
                                                 {"x-ratelimit-reset-requests", "120ms"},
                                                 {"x-ratelimit-limit-tokens", "30000"},
                                                 {"x-ratelimit-remaining-tokens", "0"},
                                                 {"x-ratelimit-reset-tokens", "6m0s"}});
    BOOST_TEST(l.requests.limit.value() == 500);
    BOOST_TEST(l.requests.remaining.value() == 499);
    BOOST_TEST(count(l.requests.reset) == 120);
    BOOST_TEST(l.tokens.remaining.value() == 0);
    BOOST_TEST(count(l.tokens.reset) == 360000);
    BOOST_TEST(!l.input_tokens.limit);
    BOOST_TEST(count(limits("openai", {{"x-ratelimit-reset-tokens", "1.5"}}).tokens.reset) == 1500);
}

BOOST_AUTO_TEST_CASE(azure_writes_unknown_as_zero_or_less) {
    const announced_limits l = limits("azure",
                                      {{"x-ratelimit-limit-tokens", "-1"},
                                       {"x-ratelimit-remaining-tokens", "-1"},
                                       {"x-ratelimit-reset-tokens", "0"},
                                       {"x-ratelimit-limit-requests", "10"},
                                       {"x-ratelimit-remaining-requests", "0"},
                                       {"x-rate-limit-reset-requests", "7"}},
                                      429);
    BOOST_TEST(!l.tokens.limit);
    BOOST_TEST(!l.tokens.remaining);
    BOOST_TEST(!l.tokens.reset);
    BOOST_TEST(l.requests.limit.value() == 10);
    BOOST_TEST(l.requests.remaining.value() == 0);
    BOOST_TEST(count(l.requests.reset) == 7000);
    for (const char* reset : {"0", "60"}) {
        const announced_limits answered = limits("azure", {{"x-ratelimit-limit-requests", "6000"},
                                                           {"x-ratelimit-remaining-requests", "0"},
                                                           {"x-ratelimit-reset-requests", reset},
                                                           {"x-ratelimit-limit-tokens", "0"},
                                                           {"x-ratelimit-remaining-tokens", "0"}});
        BOOST_TEST(answered.requests.limit.value() == 6000);
        BOOST_TEST(!answered.requests.remaining);
        BOOST_TEST(!answered.tokens.limit);
        BOOST_TEST(!answered.tokens.remaining);
    }
    BOOST_TEST(limits("azure", {{"x-ratelimit-remaining-tokens", "1"}}).tokens.remaining.value() ==
               1);
}

BOOST_AUTO_TEST_CASE(anthropic_writes_instants) {
    const announced_limits l =
        limits("anthropic", {{"anthropic-ratelimit-requests-limit", "4000"},
                             {"anthropic-ratelimit-input-tokens-remaining", "0"},
                             {"anthropic-ratelimit-input-tokens-reset", "2026-11-22T09:15:16.25Z"},
                             {"anthropic-ratelimit-output-tokens-reset", "2026-11-22T09:14:00Z"},
                             {"anthropic-ratelimit-tokens-reset", "9999-12-31T23:59:59Z"}});
    BOOST_TEST(l.requests.limit.value() == 4000);
    BOOST_TEST(l.input_tokens.remaining.value() == 0);
    BOOST_TEST(count(l.input_tokens.reset) == 16250);
    BOOST_TEST(count(l.output_tokens.reset) == 0);
    BOOST_TEST(count(l.tokens.reset) == longest_wait.count());
}

BOOST_AUTO_TEST_CASE(openrouter_writes_unix_milliseconds) {
    const announced_limits l = limits("openrouter", {{"X-RateLimit-Limit", "20"},
                                                     {"X-RateLimit-Remaining", "0"},
                                                     {"X-RateLimit-Reset", "1795338960000"}});
    BOOST_TEST(l.requests.limit.value() == 20);
    BOOST_TEST(count(l.requests.reset) == 60000);
    BOOST_TEST(!limits("openrouter", {{"X-RateLimit-Reset", "1e300"}}).requests.reset);
}

BOOST_AUTO_TEST_CASE(unreadable_limits_are_absent) {
    for (const char* value : {"", "nan", "inf", "many", "-3", "1e400", "5 "}) {
        BOOST_TEST(!limits("openai", {{"x-ratelimit-limit-requests", value}}).requests.limit,
                   value);
        BOOST_TEST(!limits("anthropic", {{"anthropic-ratelimit-tokens-limit", value}}).tokens.limit,
                   value);
    }
    BOOST_TEST(!limits("openai", {}).requests.limit);
}

// Ours is ten minutes behind, and a clock that differs by its last second is the same.
BOOST_AUTO_TEST_CASE(instants_are_told_by_the_servers_clock) {
    const std::pair<const char*, const char*> later{"Date", "Sun, 22 Nov 2026 09:25:00 GMT"},
        now_too{"Date", "Sun, 22 Nov 2026 09:14:59 GMT"};
    BOOST_TEST(count(limits("anthropic",
                            {later, {"anthropic-ratelimit-tokens-reset", "2026-11-22T09:25:08Z"}})
                         .tokens.reset) == 8000);
    BOOST_TEST(
        count(limits("anthropic",
                     {now_too, {"anthropic-ratelimit-tokens-reset", "2026-11-22T09:15:08.5Z"}})
                  .tokens.reset) == 8500);
    BOOST_TEST(count(limits("openrouter", {later, {"X-RateLimit-Reset", "1795339530000"}})
                         .requests.reset) == 30000);
}

BOOST_AUTO_TEST_CASE(a_unix_time_is_no_wait_of_fifty_years) {
    for (const char* const reset : {"1795338960", "1795338960000"})
        BOOST_TEST(
            count(limits("openai", {{"x-ratelimit-reset-requests", reset}}).requests.reset) ==
                60000,
            reset);
    BOOST_TEST(count(limits("openai", {{"x-ratelimit-reset-requests", "86400"}}).requests.reset) ==
               86400000);
}

BOOST_AUTO_TEST_SUITE_END()
