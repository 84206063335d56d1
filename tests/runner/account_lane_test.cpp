// What a lane learns of the calls that end on it.
#include "provider/registry.hpp"
#include "runner/account_lane.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::runner;
using namespace std::chrono_literals;

namespace {

using clock = account_lane::clock;

attempt_failure server_error(int status = 500) {
    attempt_failure f;
    f.kind = failure_class::http_error;
    f.http_status = status;
    f.rate_limited = status == 429;
    f.server_failed = status >= 500;
    f.retryable = true;
    f.message = "HTTP " + std::to_string(status);
    return f;
}

struct account {
    account() {
        for (const char* judge : {"first", "second"})
            lane.line_of(judge);
    }

    // A call that was sent so long ago, and whose first byte took so long; the rest took none.
    std::optional<std::string> end(std::string_view judge, const attempt_outcome& outcome,
                                   clock::duration ago = 0s, clock::duration first_byte = 0s) {
        call_gate::passage passed;
        passed.at = began - ago;
        call_in_flight call(lane.calls, judge, "entry", {}, passed);
        call.began = passed.at;
        call.first_byte = passed.at + first_byte;
        return lane.on_end(call, outcome, *call.first_byte);
    }
    // The reason that was given last.
    std::optional<std::string> fail(std::string_view judge, int times, clock::duration ago) {
        std::optional<std::string> why;
        for (int i = 0; i < times; ++i)
            why = end(judge, server_error(), ago);
        return why;
    }
    bool passes(std::string_view judge) {
        return lane.gate.pass(lane.line_of(judge), {}, {}, {}).has_value();
    }

    static lane_settings settings() {
        lane_settings s;
        s.name = "account";
        s.threads = 4;
        s.outage = {10, 60s, 30s, 1h};
        return s;
    }

    const clock::time_point began = clock::now();
    asio::io_context context{1};
    async::sleepers naps{context.get_executor()};
    account_lane lane{context.get_executor(),
                      settings(),
                      *provider::find_codec("openai"),
                      nullptr,
                      nullptr,
                      naps};
};

} // namespace

BOOST_AUTO_TEST_SUITE(runner_account_lane)

BOOST_AUTO_TEST_CASE(calls_of_a_judge_that_only_fails_are_spaced_and_no_other_s) {
    account a;
    a.fail("first", 10, 0s);
    BOOST_TEST(a.passes("first"));
    BOOST_TEST(!a.passes("first")); // a second later at the earliest
    for (int i = 0; i < 3; ++i)
        BOOST_TEST(a.passes("second"));
    a.end("second", reply());
    BOOST_TEST(!a.passes("first"));
    a.end("first", reply());
    BOOST_TEST(a.passes("first"));
}

BOOST_AUTO_TEST_CASE(a_judge_that_only_fails_while_others_are_answered_is_given_up_alone) {
    account a;
    BOOST_TEST(!a.fail("first", 5, 40s));
    a.end("second", reply());
    const auto why = a.fail("first", 5, 0s);
    BOOST_REQUIRE(why.has_value());
    BOOST_TEST(*why == "nothing but failures, 10 calls in a row; the last: HTTP 500");
    BOOST_TEST(!a.lane.stopped().has_value());
}

BOOST_AUTO_TEST_CASE(where_no_judge_is_answered_it_is_the_account_that_is_given_up) {
    account a;
    BOOST_TEST(!a.fail("first", 5, 40s));
    BOOST_TEST(!a.fail("second", 5, 0s));
    BOOST_TEST(a.lane.given_up());
}

// It may be down for all, as far as anybody knows: they have the account's patience.
BOOST_AUTO_TEST_CASE(a_judge_that_was_never_answered_is_not_given_up_before_its_silent_account) {
    account a;
    a.end("second", reply(), 50s);
    BOOST_TEST(!a.fail("first", 5, 40s));
    BOOST_TEST(!a.fail("first", 15, 0s));
    BOOST_TEST(!a.lane.stopped().has_value());
}

BOOST_AUTO_TEST_CASE(a_judge_that_was_answered_once_has_the_longer_patience) {
    account a;
    a.end("first", reply());
    BOOST_TEST(!a.fail("first", 10, 40s));
    a.end("second", reply());
    BOOST_TEST(!a.fail("first", 1, 0s));
    a.end("first", reply());
    BOOST_TEST(!a.fail("first", 5, 2h));
    a.end("second", reply());
    BOOST_TEST(a.fail("first", 5, 0s).has_value());
}

BOOST_AUTO_TEST_CASE(a_limit_that_refuses_is_no_outage) {
    account a;
    for (int i = 0; i < 20; ++i)
        BOOST_TEST(!a.end("first", server_error(429), 40s));
    BOOST_TEST(a.passes("first"));
    BOOST_TEST(a.passes("first"));
}

// Under status 200, in the middle of a stream.
BOOST_AUTO_TEST_CASE(an_overload_that_a_stream_tells_of_is_an_outage) {
    account a;
    attempt_failure overloaded = server_error(200);
    overloaded.kind = failure_class::stream_error;
    overloaded.rate_limited = overloaded.server_failed = true;
    for (int i = 0; i < 10; ++i)
        a.end("first", overloaded, 40s - 4s * i);
    BOOST_TEST(a.lane.given_up());
}

// From two to twenty milliseconds; the quickest were heard of first.
BOOST_AUTO_TEST_CASE(a_server_whose_times_differ_is_not_said_to_have_become_slower) {
    account a;
    for (int i = 0; i < 200; ++i)
        a.end("first", reply(), 1s, 2ms + 1ms * (i * 7 % 19));
    BOOST_TEST(a.lane.best_first_byte_s() > 0.005);
    BOOST_TEST(a.lane.first_byte_s() < 2 * a.lane.best_first_byte_s());
    for (int i = 0; i < 200; ++i)
        a.end("first", reply(), 1s, 40ms);
    BOOST_TEST(a.lane.first_byte_s() > 2 * a.lane.best_first_byte_s());
}

BOOST_AUTO_TEST_CASE(the_best_time_is_told_by_twice_as_many_calls_as_are_sent_together) {
    account a;
    for (int i = 0; i < 7; ++i)
        a.end("first", reply(), 1s, 20ms);
    BOOST_TEST(a.lane.best_first_byte_s() == 0);
    a.end("first", reply(), 1s, 20ms);
    BOOST_TEST(a.lane.best_first_byte_s() > 0.019);
}

BOOST_AUTO_TEST_SUITE_END()
