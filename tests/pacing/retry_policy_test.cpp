#include "pacing/overcome_errors.hpp"
#include "pacing/retry_budget.hpp"
#include "pacing/retry_policy.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::pacing;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(retry_policy)

attempt_failure failed(failure_class kind, bool retryable = true) {
    attempt_failure f;
    f.kind = kind;
    f.retryable = retryable;
    return f;
}

// How often a trial is tried when every try fails in the same way.
int tries_until_given_up(const attempt_failure& f, const retry_settings& settings = {}) {
    failed_tries before;
    for (int tries = 1; tries < 100; ++tries) {
        const retry_decision d = decide_retry(f, before, settings, 0.5);
        before.add(f, d);
        if (d.step != retry_step::again)
            return tries;
    }
    return 100;
}

BOOST_AUTO_TEST_CASE(each_class_is_tried_as_often_as_promised) {
    using enum failure_class;
    for (const failure_class kind :
         {transport, truncated, http_error, provider_error, stream_error})
        BOOST_TEST(tries_until_given_up(failed(kind)) == 6, to_string(kind));
    BOOST_TEST(tries_until_given_up(failed(timeout)) == 2);
    BOOST_TEST(tries_until_given_up(failed(unparsed, false)) == 2);
    BOOST_TEST(tries_until_given_up(failed(empty)) == 3);
    BOOST_TEST(tries_until_given_up(failed(bad_body)) == 3);
    for (const failure_class kind :
         {length, filtered, refusal, out_of_scale, missing_context, budget, stopped})
        BOOST_TEST(tries_until_given_up(failed(kind)) == 1, to_string(kind));
}

BOOST_AUTO_TEST_CASE(errors_that_the_provider_calls_final_are_not_tried_again) {
    using enum failure_class;
    for (const failure_class kind : {http_error, provider_error, stream_error})
        BOOST_TEST(tries_until_given_up(failed(kind, false)) == 1, to_string(kind));
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_too_large_is_not_paid_for_again) {
    BOOST_TEST(tries_until_given_up(failed(failure_class::bad_body, false)) == 1);
}

BOOST_AUTO_TEST_CASE(a_failed_dependency_is_tried_once_more) {
    attempt_failure f = failed(failure_class::http_error);
    f.http_status = 424;
    BOOST_TEST(tries_until_given_up(f) == 2);
}

BOOST_AUTO_TEST_CASE(max_attempts_is_obeyed) {
    BOOST_TEST(tries_until_given_up(failed(failure_class::transport), {.max_attempts = 1}) == 1);
    BOOST_TEST(tries_until_given_up(failed(failure_class::timeout), {.max_attempts = 1}) == 1);
    BOOST_TEST(tries_until_given_up(failed(failure_class::transport), {.max_attempts = 20}) == 20);
}

BOOST_AUTO_TEST_CASE(classes_share_the_attempts_but_not_their_own_bounds) {
    failed_tries before;
    const retry_settings settings;
    for (const failure_class kind : {failure_class::timeout, failure_class::empty,
                                     failure_class::transport, failure_class::bad_body}) {
        const retry_decision d = decide_retry(failed(kind), before, settings, 0.5);
        BOOST_TEST((d.step == retry_step::again), to_string(kind));
        before.add(failed(kind), d);
    }
    BOOST_TEST(before.counted() == 4);
    BOOST_TEST((decide_retry(failed(failure_class::timeout), before, settings, 0.5).step ==
                retry_step::give_up));
    BOOST_TEST((decide_retry(failed(failure_class::empty), before, settings, 0.5).step ==
                retry_step::again));
}

BOOST_AUTO_TEST_CASE(a_stale_connection_is_free_once) {
    attempt_failure f = failed(failure_class::transport);
    f.stale_connection = true;
    failed_tries before;
    const retry_decision first = decide_retry(f, before, {}, 0.5);
    BOOST_TEST((first.step == retry_step::again));
    BOOST_TEST(first.free);
    BOOST_TEST(first.delay.count() == 0);
    before.add(f, first);
    BOOST_TEST(before.counted() == 0);
    const retry_decision second = decide_retry(f, before, {}, 0.5);
    BOOST_TEST((second.step == retry_step::again));
    BOOST_TEST(!second.free);
    BOOST_TEST(second.delay.count() == 500);
    BOOST_TEST(tries_until_given_up(f) == 7);
}

BOOST_AUTO_TEST_CASE(a_wider_scope_stops_more_than_the_trial) {
    attempt_failure f = failed(failure_class::http_error, false);
    f.scope = failure_scope::judge;
    BOOST_TEST((decide_retry(f, {}, {}, 0).step == retry_step::stop_judge));
    f.scope = failure_scope::account;
    BOOST_TEST((decide_retry(f, {}, {}, 0).step == retry_step::stop_account));
}

BOOST_AUTO_TEST_CASE(the_servers_wait_goes_before_our_own) {
    attempt_failure f = failed(failure_class::http_error);
    f.server_wait = 20s;
    f.rate_limited = true;
    BOOST_TEST(decide_retry(f, {}, {}, 0).delay.count() == 20000);
    const retry_decision d = decide_retry(f, {}, {}, 0.5);
    BOOST_TEST(d.delay.count() == 21000);
    BOOST_REQUIRE(d.lane_pause);
    BOOST_TEST(d.lane_pause->count() == 20000);
    BOOST_TEST(!d.retry_after);
}

BOOST_AUTO_TEST_CASE(our_own_wait_doubles_from_try_to_try) {
    const attempt_failure f = failed(failure_class::transport);
    failed_tries before;
    for (const auto expected : {1s, 2s, 4s}) {
        const retry_decision d = decide_retry(f, before, {}, 1);
        BOOST_TEST((d.delay == expected));
        before.add(f, d);
    }
}

BOOST_AUTO_TEST_CASE(retries_are_half_the_requests_beyond_a_reserve) {
    retry_budget retries;
    for (int i = 0; i < 100; ++i) {
        BOOST_TEST(retries.left());
        retries.take();
    }
    BOOST_TEST(!retries.left());
    retries.on_request();
    BOOST_TEST(retries.left());
    retries.take();
    retries.on_request();
    BOOST_TEST(!retries.left());
}

BOOST_AUTO_TEST_CASE(only_rate_limits_pause_the_lane) {
    attempt_failure f = failed(failure_class::http_error);
    BOOST_TEST(!decide_retry(f, {}, {}, 0.5).lane_pause);
    f.rate_limited = true;
    const retry_decision d = decide_retry(f, {}, {}, 0.5);
    BOOST_REQUIRE(d.lane_pause);
    BOOST_TEST(d.lane_pause->count() == 500);
}

BOOST_AUTO_TEST_CASE(a_wait_beyond_the_maximum_gives_up_and_says_for_how_long) {
    attempt_failure f = failed(failure_class::http_error);
    f.rate_limited = true;
    f.server_wait = 1h;
    BOOST_TEST((decide_retry(f, {}, {}, 0).step == retry_step::again));
    f.server_wait = 1h + 1ms;
    const retry_decision d = decide_retry(f, {}, {}, 0);
    BOOST_TEST((d.step == retry_step::give_up));
    BOOST_REQUIRE(d.retry_after);
    BOOST_TEST((*d.retry_after == 1h + 1ms));
    BOOST_TEST(!d.lane_pause);
}

BOOST_AUTO_TEST_CASE(the_same_error_again_is_final_only_while_others_succeed) {
    attempt_failure f = failed(failure_class::http_error);
    f.http_status = 500;
    for (const bool others_succeed : {false, true}) {
        failed_tries before;
        int tries = 0;
        retry_decision d;
        do {
            const std::string number = std::to_string(++tries);
            f.server_message = "worker " + number + " of job 0xab" + number + " crashed";
            d = decide_retry(f, before, {}, 0.5, {.others_succeed = others_succeed});
            before.add(f, d);
        } while (d.step == retry_step::again);
        BOOST_TEST(tries == (others_succeed ? 3 : 6));
        BOOST_TEST(d.final == others_succeed);
    }
}

BOOST_AUTO_TEST_CASE(an_error_that_has_passed_once_is_known_by_its_fingerprint) {
    overcome_errors known;
    BOOST_TEST(!known.has(7));
    known.add({});
    known.add(7);
    BOOST_TEST(known.has(7));
    BOOST_TEST(!known.has(8));
    BOOST_TEST(!known.has({}));
}

BOOST_AUTO_TEST_CASE(different_errors_are_not_the_same_error) {
    attempt_failure a = failed(failure_class::http_error), b = a;
    a.http_status = 500;
    b.http_status = 502;
    BOOST_TEST((failure_fingerprint(a) != failure_fingerprint(b)));
    b = a;
    b.server_message = "out of memory";
    BOOST_TEST((failure_fingerprint(a) != failure_fingerprint(b)));
    BOOST_TEST(!failure_fingerprint(failed(failure_class::transport)));
    a.rate_limited = true;
    BOOST_TEST(!failure_fingerprint(a));
}

BOOST_AUTO_TEST_CASE(bodies_that_cannot_be_read_are_told_apart_by_what_is_wrong_with_them) {
    attempt_failure page = failed(failure_class::bad_body), empty = page;
    page.message = "the answer is not the JSON it should be";
    empty.message = "the answer holds no message";
    BOOST_TEST((failure_fingerprint(page) != failure_fingerprint(empty)));
    attempt_failure large = page, larger = page;
    large.message = "a header of 70000 bytes";
    larger.message = "a header of 80000 bytes";
    BOOST_TEST((failure_fingerprint(large) == failure_fingerprint(larger)));
}

BOOST_AUTO_TEST_CASE(without_retries_left_only_a_refusal_for_the_rate_is_tried_again) {
    attempt_failure f = failed(failure_class::transport);
    const retry_context none_left{.retries_left = false};
    BOOST_TEST((decide_retry(f, {}, {}, 0.5, none_left).step == retry_step::give_up));
    f.kind = failure_class::http_error;
    f.rate_limited = true;
    BOOST_TEST((decide_retry(f, {}, {}, 0.5, none_left).step == retry_step::again));
}

BOOST_AUTO_TEST_CASE(a_wait_longer_than_allowed_concerns_the_whole_account) {
    attempt_failure f = failed(failure_class::http_error);
    f.rate_limited = true;
    f.server_wait = 2h;
    BOOST_TEST(decide_retry(f, {}, {}, 0.5).account_waits);
    f.rate_limited = false;
    BOOST_TEST(!decide_retry(f, {}, {}, 0.5).account_waits);
}

BOOST_AUTO_TEST_CASE(a_refusal_for_the_rate_holds_for_others_where_this_trial_has_no_try_left) {
    attempt_failure f = failed(failure_class::http_error);
    f.rate_limited = true;
    f.server_wait = 20s;
    const retry_settings once{.max_attempts = 1};
    retry_decision d = decide_retry(f, {}, once, 0.5);
    BOOST_TEST((d.step == retry_step::give_up));
    BOOST_REQUIRE(d.lane_pause);
    BOOST_TEST((*d.lane_pause == 20s));
    f.server_wait = 2h;
    d = decide_retry(f, {}, once, 0.5);
    BOOST_TEST(d.account_waits);
    BOOST_TEST((d.retry_after == 2h));
    BOOST_TEST(!d.lane_pause);
}

BOOST_AUTO_TEST_SUITE_END()
