// Whole runs against the simulated provider, over verified TLS.
#include "runner/benchmark_bench.hpp"
#include "simulator/server.hpp"
#include "support/scripted_server.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>

using namespace preceptron;
using namespace preceptron::tests;
using namespace std::chrono_literals;
using simulator::fault;

namespace {

simulator::server_settings quick() {
    simulator::server_settings settings;
    settings.ttft = 0ms;
    settings.gap = 0ms;
    settings.events = 3;
    return settings;
}

struct simulated_loop : benchmark_loop {
    explicit simulated_loop(std::size_t entries, simulator::server_settings settings = quick())
        : benchmark_loop(entries), provider(context, std::move(settings)),
          port(provider.start().value()) {}

    runner::account_lane& lane(const std::string& name, const std::string& key,
                               std::size_t threads = 4, std::string_view codec = "openai") {
        return bench.add_lane(name, port, provider.authority_pem(), key, threads, codec);
    }
    std::size_t scored_by(std::string_view judge) const {
        return std::ranges::count_if(bench.seen.results,
                                     [&](const auto& r) { return r.trial.judge == judge; });
    }
    std::size_t failed_of(std::string_view judge, failure_class kind) const {
        return std::ranges::count_if(bench.seen.fails, [&](const auto& f) {
            return f.trial.judge == judge && f.kind == kind;
        });
    }

    simulator::server provider;
    std::uint16_t port;
};

} // namespace

BOOST_AUTO_TEST_SUITE(whole_runs)

BOOST_AUTO_TEST_CASE(every_entry_is_judged_once_and_never_more_at_a_time_than_the_threads_allow) {
    for (const bool stream : {true, false}) {
        simulator::server_settings settings = quick();
        settings.ttft = 2ms;
        simulated_loop loop(60, settings);
        loop.bench.add_judge("judge", loop.lane("openai", "sk-good-key", 7), "sim-strong", stream);
        loop.run();
        BOOST_TEST(loop.bench.seen.results.size() == 60U);
        BOOST_TEST(loop.bench.seen.fails.empty());
        BOOST_TEST(loop.bench.seen.most_in_flight == 7U);
        std::set<std::string> ids;
        for (const auto& r : loop.bench.seen.results)
            ids.insert(r.trial.entry_id);
        BOOST_TEST(ids.size() == 60U);
        BOOST_TEST(loop.bench.trials.size() == 0U);
        BOOST_TEST(loop.bench.lanes[0].slots.in_use() == 0U);
        BOOST_TEST(loop.bench.lanes[0].trials_in_use() == 0U);
    }
}

BOOST_AUTO_TEST_CASE(connections_that_no_trial_will_need_are_closed_before_the_end) {
    simulated_loop loop(30);
    const runner::account_lane& lane = loop.lane("openai", "sk-good-key", 7);
    loop.bench.add_judge("judge", loop.bench.lanes[0], "sim-strong", true);
    loop.bench.start();
    loop.run_until([&] { return loop.bench.seen.results.size() >= 15; });
    BOOST_TEST(lane.pool.idle() + lane.slots.in_use() >= 6U);
    loop.run_until([&] { return loop.bench.seen.results.size() == 30; });
    BOOST_TEST(lane.pool.idle() <= 1U);
    loop.run_until([&] { return loop.bench.finished(); });
}

BOOST_AUTO_TEST_CASE(connections_are_used_again) {
    for (const bool stream : {true, false}) {
        benchmark_loop loop(12);
        scripted_server server(loop.context.get_executor(), {});
        const std::string event = "data: {\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{"
                                  "\"content\":\"{\\\"score\\\": 3, \\\"justification\\\": "
                                  "\\\"x\\\"}\"},\"finish_reason\":\"stop\"}]}\n\n";
        const std::string streamed =
            chunked_head("text/event-stream") + chunk(event) + chunk("data: [DONE]\n\n");
        for (int i = 0; i < 12; ++i) // the last chunk comes by itself, as servers send it
            server.add(stream ? turn{.bytes = streamed + chunk(""), .piece = streamed.size()}
                              : turn{scored_response()});
        auto& lane = loop.bench.add_lane("openai", server.port(), server.authority_pem(), "", 3);
        loop.bench.add_judge("judge", lane, "m", stream);
        loop.run();
        BOOST_TEST(loop.bench.seen.results.size() == 12U);
        BOOST_TEST(server.accepted() == 3);
    }
}

BOOST_AUTO_TEST_CASE(faults_are_outlived) {
    simulator::server_settings settings = quick();
    settings.fault_wait = 0ms;
    for (const fault kind : {fault::status_500, fault::status_429, fault::status_529, fault::reset,
                             fault::truncate, fault::error_event, fault::garbage})
        settings.faults.push_back({kind, 0.04});
    simulated_loop loop(150, settings);
    loop.bench.add_judge("judge", loop.lane("openai", "sk-good-key", 20), "sim-strong", true);
    loop.bench.run.retries.max_attempts = 12;
    loop.run();
    BOOST_TEST(loop.bench.seen.results.size() + loop.bench.seen.fails.size() == 150U);
    BOOST_TEST(loop.bench.seen.results.size() >= 145U); // three times garbage may happen
    BOOST_TEST(loop.bench.seen.count("attempt") > 10U);
    BOOST_TEST(loop.bench.seen.in_flight == 0U);
}

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

// Of the first one as many trials sleep between attempts as may.
BOOST_AUTO_TEST_CASE(a_judge_whose_trials_all_sleep_does_not_keep_another_from_its_calls) {
    benchmark_loop loop(12);
    std::deque<turn> script(8, turn{error_response("500 Oops", "server_error", "server_error")});
    script.insert(script.end(), 24, turn{scored_response()});
    scripted_server server(loop.context.get_executor(), script);
    loop.bench.outage.suspicious = 100;
    loop.bench.run.retries.own = {1h, 1h};
    auto& lane = loop.bench.add_lane("openai", server.port(), server.authority_pem(), "", 2);
    for (const char* name : {"first", "second"})
        loop.bench.add_judge(name, lane);
    loop.bench.start();
    loop.run_until([&] { return loop.bench.seen.results.size() == 12U; });
    for (const auto& r : loop.bench.seen.results)
        BOOST_TEST(r.trial.judge == "second");
    loop.bench.run.drain();
    loop.run_until([&] { return loop.bench.finished(); });
}

// As long as slots are what is short, judges are done in the order of the plan.
BOOST_AUTO_TEST_CASE(of_an_account_s_judges_an_earlier_one_has_its_slots_first) {
    simulated_loop loop(12);
    auto& lane = loop.lane("openai", "sk-good-key", 1);
    for (const char* name : {"first", "second"})
        loop.bench.add_judge(name, lane, name);
    loop.run();
    BOOST_REQUIRE(loop.bench.seen.results.size() == 24U);
    for (std::size_t i = 0; i < 12; ++i)
        BOOST_TEST(loop.bench.seen.results[i].trial.judge == "first");
}

BOOST_AUTO_TEST_CASE(a_judge_at_its_limit_leaves_the_account_s_slots_to_others) {
    simulated_loop loop(6);
    auto& lane = loop.lane("openai", "sk-good-key", 1);
    rate_limits slow;
    slow.requests_per_minute = 120; // two a second
    auto& first = loop.bench.add_judge("first", lane, "first");
    first.set_limits(slow);
    loop.bench.add_judge("second", lane, "second");
    loop.bench.start();
    loop.run_until([&] { return loop.scored_by("second") == 6; });
    BOOST_TEST(loop.scored_by("first") < 6U);
    BOOST_TEST(lane.slots.in_use() <= 1U);
    loop.run_until([&] { return loop.bench.finished(); });
    BOOST_TEST(loop.scored_by("first") == 6U);
    BOOST_TEST(loop.bench.seen.most_in_flight == 1U);
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

turn refused_as_it_is(std::string_view message, std::string_view code = "bad") {
    return {error_response("400 Bad Request", code, "invalid_request_error", "", message)};
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

// What ends inside a reply ends no text before the verdict is read.
BOOST_AUTO_TEST_CASE(no_piece_of_the_key_is_left_in_a_justification) {
    benchmark_loop loop(2);
    const std::deque<turn> script{
        {whole_response(openai_answer(R"({"score":3,"justification":"It said sk-canary-00"})"))},
        {whole_response(
            openai_answer(R"({"score":3,"justification":"It said \u0073\u006B-canary-0001."})"))}};
    scripted_server server(loop.context.get_executor(), script);
    auto& lane =
        loop.bench.add_lane("openai", server.port(), server.authority_pem(), "sk-canary-0001", 1);
    loop.bench.add_judge("judge", lane);
    loop.run();
    BOOST_REQUIRE(loop.bench.seen.results.size() == 2U);
    BOOST_TEST(loop.bench.seen.results[0].justification == "It said [key]");
    BOOST_TEST(loop.bench.seen.results[1].justification == "It said [key].");
    BOOST_TEST(loop.bench.seen.results[1].raw.find("canary") == std::string::npos);
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

BOOST_AUTO_TEST_CASE(a_provider_that_stalls_does_not_hold_up_another) {
    simulator::server_settings stalling = quick();
    stalling.faults = {{fault::stall, 1}};
    simulated_loop loop(6);
    simulator::server silent(loop.context, stalling);
    const std::uint16_t port = silent.start().value();
    loop.bench.add_judge("quick", loop.lane("good", "sk-good-key", 2));
    loop.bench.deadlines.idle = 150ms;
    auto& slow = loop.bench.add_lane("silent", port, silent.authority_pem(), "", 6);
    loop.bench.add_judge("slow", slow, "sim-strong", true);
    loop.bench.start();
    loop.run_until([&] { return loop.scored_by("quick") == 6; });
    BOOST_TEST(loop.bench.seen.fails.empty()); // the other still waits for its first answer
    loop.run_until([&] { return loop.bench.finished(); });
    BOOST_TEST(loop.failed_of("slow", failure_class::timeout) == 6U);
    BOOST_TEST(loop.bench.seen.count("attempt 1 timeout") == 6U); // two attempts each
}

BOOST_AUTO_TEST_CASE(of_four_providers_the_one_without_trouble_finishes_undisturbed) {
    simulator::server_settings stalling = quick();
    stalling.faults = {{fault::stall, 1}};
    simulated_loop loop(30);
    simulator::server silent(loop.context, stalling);
    const std::uint16_t silent_port = silent.start().value();
    loop.bench.add_judge("bad key", loop.lane("openai", "bad-key", 4, "openai"), "m", true);
    loop.bench.add_judge("no quota", loop.lane("openrouter", "no-quota", 4, "openrouter"), "m",
                         true);
    loop.bench.add_judge("good", loop.lane("azure", "sk-good-key", 4, "azure"), "m", true);
    loop.bench.deadlines.idle = 400ms;
    loop.bench.outage.patience_at_first = 2s;
    auto& stalled = loop.bench.add_lane("anthropic", silent_port, silent.authority_pem(),
                                        "sk-good-key", 30, "anthropic");
    loop.bench.add_judge("stalling", stalled, "m", true);
    loop.bench.start();
    loop.run_until([&] { return loop.scored_by("good") == 30; });
    BOOST_TEST(loop.failed_of("stalling", failure_class::timeout) == 0U); // it took no such time
    loop.run_until([&] { return loop.bench.finished(); });
    BOOST_TEST(loop.bench.seen.count("notice account 'openai' stopped: HTTP 401") == 1U);
    BOOST_TEST(loop.bench.seen.count("notice account 'openrouter' stopped: HTTP 402") == 1U);
    BOOST_TEST(loop.failed_of("stalling", failure_class::timeout) == 30U);
    BOOST_TEST(loop.scored_by("good") == 30U);
    BOOST_TEST(loop.bench.seen.results.size() == 30U);
    BOOST_TEST(loop.bench.seen.fails.size() == 90U);
}

BOOST_AUTO_TEST_CASE(every_provider_s_format_is_judged_streamed_and_plain) {
    for (const std::string_view codec : {"openai", "openrouter", "anthropic", "azure", "simulated"})
        for (const bool stream : {true, false}) {
            simulated_loop loop(5);
            loop.bench.add_judge("judge", loop.lane("lane", "sk-good-key", 2, codec), "sim-fair",
                                 stream);
            loop.run();
            BOOST_TEST(loop.bench.seen.results.size() == 5U, codec);
            for (const auto& r : loop.bench.seen.results) {
                BOOST_TEST(r.provider == codec);
                BOOST_TEST(r.usage.output.has_value());
            }
        }
}

BOOST_AUTO_TEST_CASE(trials_that_exist_follow_the_slots_and_not_the_plan) {
    benchmark_loop loop(5000);
    scripted_server server(loop.context.get_executor(),
                           std::deque<turn>(3, {"", turn::after::hang}));
    auto& lane = loop.bench.add_lane("openai", server.port(), server.authority_pem(), "", 3);
    loop.bench.add_judge("judge", lane);
    loop.bench.start();
    loop.run_until([&] { return server.requests().size() == 3; });
    loop.context.poll();
    BOOST_TEST(loop.bench.trials.size() == 3U);
    loop.bench.run.close();
    loop.run_until([&] { return loop.bench.finished(); });
}

BOOST_AUTO_TEST_CASE(trials_that_sleep_are_bounded_too) {
    benchmark_loop loop(5000);
    scripted_server server(loop.context.get_executor(), {}); // 500 to everything
    auto& lane = loop.bench.add_lane("openai", server.port(), server.authority_pem(), "", 3);
    loop.bench.add_judge("judge", lane);
    loop.bench.run.retries.own = {1h, 1h};
    loop.bench.run.random.seed(1);
    loop.bench.start();
    loop.run_until([&] { return lane.judges_full() == 1; }); // the dispatcher must wait
    loop.run_until([&] { return lane.slots.in_use() == 0; });
    BOOST_TEST(loop.bench.trials.size() == 12U);
    BOOST_TEST(loop.bench.naps.asleep() == 12U);
    loop.bench.run.drain();
    loop.run_until([&] { return loop.bench.finished(); });
    BOOST_TEST(loop.bench.trials.size() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
