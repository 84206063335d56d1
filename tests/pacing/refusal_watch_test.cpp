#include "pacing/refusal_watch.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using pacing::refusal_watch;

namespace {

attempt_failure refused(std::string_view message = "temperature is out of range") {
    attempt_failure f;
    f.kind = failure_class::http_error;
    f.http_status = 400;
    f.server_message = message;
    return f;
}

// How many of 100 such failures are told before it says so; 100 = it never does.
int patience(refusal_watch& watch, const attempt_failure& f) {
    int n = 0;
    while (n < 100 && !watch.add(f))
        ++n;
    return n;
}

} // namespace

BOOST_AUTO_TEST_SUITE(pacing_refusal_watch)

BOOST_AUTO_TEST_CASE(twenty_alike_are_enough) {
    refusal_watch watch;
    BOOST_TEST(patience(watch, refused()) == refusal_watch::enough - 1);
    BOOST_TEST(watch.add(refused())); // and those that were in flight
}

BOOST_AUTO_TEST_CASE(what_may_pass_or_is_about_a_length_counts_neither_way) {
    refusal_watch watch;
    attempt_failure passing = refused(), long_one = refused("the prompt is too long");
    passing.retryable = true;
    long_one.too_long = true;
    BOOST_TEST(patience(watch, passing) == 100);
    BOOST_TEST(patience(watch, long_one) == 100);
    BOOST_TEST(patience(watch, refused()) == refusal_watch::enough - 1);
}

BOOST_AUTO_TEST_CASE(an_address_that_has_web_pages_alone_is_told_by_them) {
    refusal_watch watch;
    attempt_failure page;
    page.kind = failure_class::bad_body;
    page.http_status = 200;
    page.retryable = true;
    BOOST_TEST(patience(watch, page) == refusal_watch::enough - 1);
}

BOOST_AUTO_TEST_CASE(one_answer_clears_all_requests) {
    refusal_watch watch;
    watch.on_answer();
    BOOST_TEST(patience(watch, refused()) == 100);
}

BOOST_AUTO_TEST_CASE(so_does_a_refusal_in_other_words_and_one_by_somebody_who_has_read_the_prompt) {
    attempt_failure filtered = refused();
    filtered.kind = failure_class::filtered;
    for (const attempt_failure& other : {refused("no image in message"), filtered}) {
        refusal_watch watch;
        watch.add(refused());
        watch.add(other);
        BOOST_TEST(patience(watch, refused()) == 100);
    }
}

BOOST_AUTO_TEST_SUITE_END()
