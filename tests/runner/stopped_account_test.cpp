// Refusals that end an account, or one of its judges, for this run.
#include "runner/simulated_loop.hpp"
#include "support/scripted_server.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>

using namespace preceptron;
using namespace preceptron::tests;
using namespace std::chrono_literals;

namespace {

turn refused_as_it_is(std::string_view message, std::string_view code = "bad") {
    return {error_response("400 Bad Request", code, "invalid_request_error", "", message)};
}

} // namespace

BOOST_AUTO_TEST_SUITE(stopped_accounts_and_judges)

BOOST_AUTO_TEST_CASE(a_refused_key_or_an_empty_account_stops_its_lane_and_no_other) {
    for (const auto& [key, status] : {std::pair{"bad-key", "HTTP 401"}, {"no-quota", "HTTP 429"}}) {
        simulated_loop loop(40);
        auto& stopped = loop.lane("refused", key, 4);
        loop.bench.add_judge("first", stopped);
        loop.bench.add_judge("second", stopped);
        loop.bench.add_judge("third", loop.lane("good", "sk-good-key", 4));
        loop.run();
        BOOST_TEST_CONTEXT(key) {
            BOOST_REQUIRE(stopped.stopped().has_value());
            BOOST_TEST(stopped.stopped()->starts_with(status), *stopped.stopped());
            BOOST_TEST(loop.bench.seen.count("notice account 'refused' stopped: ") == 1U);
            BOOST_TEST(loop.scored_by("third") == 40U);
            BOOST_TEST(loop.scored_by("first") == 0U);
            // What was in flight met the refusal, the others were not sent; nobody is forgotten.
            BOOST_TEST(loop.bench.seen.fails.size() == 80U);
            BOOST_TEST(loop.failed_of("first", failure_class::http_error) <= 4U);
            BOOST_TEST(loop.failed_of("second", failure_class::stopped) == 40U);
            BOOST_TEST(loop.bench.seen.count("start") <= 44U);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_payment_that_is_due_stops_the_account) {
    benchmark_loop loop(8);
    scripted_server server(loop.context.get_executor(),
                           {{error_response("402 Payment Required", "402", "payment")}});
    auto& lane = loop.bench.add_lane("openai", server.port(), server.authority_pem(), "", 1);
    loop.bench.add_judge("judge", lane);
    loop.run();
    BOOST_TEST(lane.stopped().has_value());
    BOOST_TEST(server.requests().size() == 1U);
    BOOST_TEST(loop.bench.seen.count("fail stopped") == 7U);
}

BOOST_AUTO_TEST_CASE(an_untrusted_server_stops_its_account_with_advice) {
    benchmark_loop loop(8);
    scripted_server server(loop.context.get_executor(), {{scored_response()}});
    scripted_server other(loop.context.get_executor(), {});
    auto& lane =
        loop.bench.add_lane("openai", server.port(), other.authority_pem(), "sk-key-123", 1);
    loop.bench.add_judge("judge", lane);
    loop.run();
    BOOST_REQUIRE(lane.stopped().has_value());
    BOOST_TEST(lane.stopped()->find("ca_file") != std::string::npos);
    BOOST_TEST(server.requests().empty());
    BOOST_TEST(server.accepted() == 1);
    BOOST_TEST(loop.bench.seen.count("fail transport") == 1U);
    BOOST_TEST(loop.bench.seen.count("fail stopped") == 7U);
}

BOOST_AUTO_TEST_CASE(a_judge_whose_requests_are_all_refused_alike_is_stopped) {
    benchmark_loop loop(60);
    std::deque<turn> script;
    for (int i = 0; i < 60; ++i)
        script.push_back(refused_as_it_is("extra_body.foo is unknown, request " +
                                          std::to_string(i))); // ids differ
    scripted_server server(loop.context.get_executor(), script);
    auto& lane = loop.bench.add_lane("openai", server.port(), server.authority_pem(), "", 4);
    auto& judge = loop.bench.add_judge("judge", lane);
    loop.run();
    BOOST_TEST_REQUIRE(judge.stopped.has_value());
    BOOST_TEST(judge.stopped->starts_with("the first 20 entries were all refused alike; HTTP 400"),
               *judge.stopped);
    BOOST_TEST(judge.stopped->find("extra_body.foo is unknown") != std::string::npos);
    BOOST_TEST(!lane.stopped().has_value());
    BOOST_TEST(server.requests().size() <= 24U); // what was in flight
    BOOST_TEST(server.requests().size() >= 20U);
    BOOST_TEST(loop.bench.seen.fails.size() == 60U);
    const auto final = std::ranges::count_if(loop.bench.seen.fails, [](const auto& f) {
        return !tried_again_by_next_run(f.kind, f.retryable);
    });
    BOOST_TEST(final == 19); // the others are still to come
}

BOOST_AUTO_TEST_CASE(refusals_after_an_answer_or_that_differ_concern_their_entries) {
    for (const bool answered : {true, false}) {
        benchmark_loop loop(30);
        std::deque<turn> script;
        for (int i = 0; i < 30; ++i)
            script.push_back(refused_as_it_is("no such luck"));
        script[3] = answered ? turn{scored_response()} : refused_as_it_is("no such luck", "other");
        scripted_server server(loop.context.get_executor(), script);
        auto& lane = loop.bench.add_lane("openai", server.port(), server.authority_pem(), "", 1);
        auto& judge = loop.bench.add_judge("judge", lane);
        loop.run();
        BOOST_TEST(!judge.stopped.has_value());
        BOOST_TEST(server.requests().size() == 30U);
    }
}

BOOST_AUTO_TEST_CASE(refusals_of_one_entrys_repeats_concern_that_entry) {
    benchmark_loop loop(1);
    scripted_server server(loop.context.get_executor(),
                           std::deque<turn>(25, refused_as_it_is("no such luck")));
    auto& lane = loop.bench.add_lane("openai", server.port(), server.authority_pem(), "", 1);
    auto& judge = loop.bench.add_judge("judge", lane);
    loop.bench.work.cells[0].open = open_trials({0}, {1}, 25, 0);
    loop.run();
    BOOST_TEST(!judge.stopped.has_value());
    BOOST_TEST(server.requests().size() == 25U);
}

BOOST_AUTO_TEST_CASE(a_model_that_is_gone_stops_its_judge_and_not_its_account) {
    simulated_loop loop(40);
    auto& lane = loop.lane("openai", "sk-good-key", 4);
    auto& gone = loop.bench.add_judge("gone", lane, "sim-gone");
    loop.bench.add_judge("here", lane);
    loop.run();
    BOOST_REQUIRE(gone.stopped.has_value());
    BOOST_TEST(gone.stopped->starts_with("HTTP 404: "), *gone.stopped);
    BOOST_TEST(!lane.stopped().has_value());
    BOOST_TEST(loop.bench.seen.count("notice judge 'gone' stopped: ") == 1U);
    BOOST_TEST(loop.scored_by("here") == 40U);
    BOOST_TEST(loop.failed_of("gone", failure_class::stopped) >= 36U);
    BOOST_TEST(loop.bench.seen.fails.size() == 40U);
}

// Of one account; ten failures in a row are suspicious, and calls are then a second apart or more.
BOOST_AUTO_TEST_CASE(a_model_that_only_fails_is_asked_seldom_and_given_up_alone) {
    simulator::server_settings settings = quick();
    settings.ttft = 20ms;
    simulated_loop loop(400, settings);
    loop.bench.outage.patience_at_first = 1500ms;
    loop.bench.run.retries.max_attempts = 100;
    auto& lane = loop.lane("openai", "sk-good-key", 4);
    auto& down = loop.bench.add_judge("down", lane, "sim-down");
    loop.bench.add_judge("up", lane);
    loop.bench.start();
    loop.run_until([&] { return loop.scored_by("up") == 400; });
    loop.run_until([&] { return loop.bench.finished(); });
    BOOST_REQUIRE(down.stopped.has_value());
    BOOST_TEST(down.given_up);
    BOOST_TEST(down.stopped->starts_with("nothing but failures, "), *down.stopped);
    BOOST_TEST(!lane.stopped().has_value());
    BOOST_TEST(loop.bench.seen.count("notice judge 'down' given up for this run: ") == 1U);
    BOOST_TEST(loop.bench.seen.fails.size() == 400U);
    BOOST_TEST(loop.bench.seen.count("attempt") < 40U);
}

// The answers to "up" say nothing of the entries that "down" was asked about.
BOOST_AUTO_TEST_CASE(a_model_that_only_fails_is_asked_again_by_the_next_run) {
    simulated_loop loop(60);
    loop.bench.outage.suspicious = 10'000;
    loop.bench.run.retries.own = {.base = 40ms, .cap = 40ms};
    loop.bench.run.retries.max_attempts = 5;
    auto& lane = loop.lane("openai", "sk-good-key", 4);
    loop.bench.add_judge("down", lane, "sim-down");
    loop.bench.add_judge("up", lane);
    loop.run();
    BOOST_TEST(loop.scored_by("up") == 60U);
    BOOST_TEST(loop.failed_of("down", failure_class::http_error) == 60U);
    BOOST_TEST(std::ranges::all_of(loop.bench.seen.fails, &journal::fail_record::retryable));
}

BOOST_AUTO_TEST_SUITE_END()
