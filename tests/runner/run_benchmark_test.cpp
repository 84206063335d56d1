// Whole runs against the simulated provider, over verified TLS.
#include "runner/simulated_loop.hpp"
#include "support/scripted_server.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace preceptron;
using namespace preceptron::tests;
using namespace std::chrono_literals;
using simulator::fault;

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
