#include "pacing/outage_watch.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron::pacing;
using namespace std::chrono_literals;

namespace {

const outage_watch::time_point start = outage_watch::time_point() + std::chrono::hours(24);

} // namespace

BOOST_AUTO_TEST_SUITE(pacing_outage_watch)

BOOST_AUTO_TEST_CASE(a_few_failures_are_no_outage) {
    outage_watch w;
    for (int i = 0; i < 9; ++i)
        w.on_failure(start, start + 1s);
    BOOST_TEST((w.gap() == 0ms));
    w.on_answer();
    for (int i = 0; i < 9; ++i)
        w.on_failure(start + 1s, start + 2s);
    BOOST_TEST((w.gap() == 0ms));
    w.on_failure(start + 1s, start + 2s);
    BOOST_TEST((w.gap() == 1s));
}

BOOST_AUTO_TEST_CASE(calls_are_spaced_ever_wider_until_one_is_answered) {
    outage_watch w;
    for (int i = 0; i < 30; ++i) // all were out together
        w.on_failure(start, start + 1s);
    BOOST_TEST((w.gap() == 1s));
    auto now = start + 2s;
    for (const auto expected : {2s, 4s, 8s, 16s, 32s, 60s, 60s}) {
        w.on_failure(now, now + 1s);
        BOOST_TEST((w.gap() == expected));
        now += 2s;
    }
    w.on_answer();
    BOOST_TEST((w.gap() == 0ms));
}

BOOST_AUTO_TEST_CASE(who_never_answered_is_given_up_sooner) {
    outage_watch w;
    for (int i = 0; i < 10; ++i)
        w.on_failure(start + 1s * i, start + 1s * (i + 1));
    BOOST_TEST(!w.hopeless(start + 30s));
    BOOST_TEST(w.hopeless(start + 31s));

    outage_watch served;
    served.on_answer();
    for (int i = 0; i < 10; ++i)
        served.on_failure(start + 1s * i, start + 1s * (i + 1));
    BOOST_TEST(!served.hopeless(start + 1s + 59min));
    BOOST_TEST(served.hopeless(start + 1s + 60min));
}

BOOST_AUTO_TEST_CASE(calls_that_fail_together_are_no_reason_to_give_up) {
    outage_watch w;
    for (int i = 0; i < 20; ++i) // a timeout of ten minutes, all sent at once
        w.on_failure(start, start + 600s);
    BOOST_TEST(!w.hopeless(start + 600s));
    BOOST_TEST(!w.hopeless(start + 700s)); // nobody was asked since
    w.on_failure(start + 601s, start + 620s);
    BOOST_TEST(!w.hopeless(start + 629s));
    BOOST_TEST(w.hopeless(start + 630s));
    w.on_answer();
    for (int i = 0; i < 20; ++i)
        w.on_failure(start + 640s, start + 641s);
    w.on_failure(start + 641s, start + 642s);
    BOOST_TEST(!w.hopeless(start + 3h)); // none was sent after the first had failed
}

BOOST_AUTO_TEST_CASE(a_server_that_refuses_for_the_rate_is_not_dead) {
    outage_watch w;
    for (int i = 0; i < 20; ++i) {
        w.on_failure(start, start + 1s);
        if (i % 5 == 4)
            w.on_rate_limit();
    }
    BOOST_TEST(w.gap().count() == 0);
    BOOST_TEST(!w.hopeless(start + 1h));
}

BOOST_AUTO_TEST_CASE(who_asks_to_wait_is_asked_again_before_it_is_given_up) {
    outage_watch w;
    for (int i = 0; i < 10; ++i)
        w.on_failure(start + 1s * i, start + 1s * (i + 1), 20s);
    BOOST_TEST(!w.hopeless(start + 60s));
    BOOST_TEST(w.hopeless(start + 61s));

    outage_watch for_days;
    for (int i = 0; i < 10; ++i)
        for_days.on_failure(start + 1s * i, start + 1s * (i + 1), std::chrono::hours(24 * 366));
    BOOST_TEST(for_days.hopeless(start + 1s + 60min));

    w.on_answer();
    for (int i = 0; i < 10; ++i)
        w.on_failure(start + 1h, start + 1h + 1s);
    BOOST_TEST(!w.hopeless(start + 1h + 61s));
}

BOOST_AUTO_TEST_CASE(what_was_asked_before_the_server_was_heard_of_does_not_count) {
    outage_watch w;
    for (int i = 0; i < 10; ++i)
        w.on_failure(start, start + 1s, 1h);
    w.on_rate_limit();
    for (int i = 2; i < 12; ++i)
        w.on_failure(start + 1s * i, start + 1s * (i + 1));
    BOOST_TEST(!w.hopeless(start + 32s));
    BOOST_TEST(w.hopeless(start + 33s));
}

BOOST_AUTO_TEST_SUITE_END()
