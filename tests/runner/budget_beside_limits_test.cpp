// A budget where calls wait for their limits, too.
#include "runner/benchmark_bench.hpp"
#include "support/scripted_server.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::tests;

namespace {

// What it cost is known.
turn metered_answer() {
    std::string answer = openai_answer(R"({"score":3,"justification":"x"})");
    answer.insert(answer.size() - 1, R"(,"usage":{"prompt_tokens":10,"completion_tokens":5})");
    return {whole_response(answer)};
}

} // namespace

BOOST_AUTO_TEST_SUITE(budget_beside_limits)

// The limit lets one go at once, and the others second by second. Who waits holds no money.
BOOST_AUTO_TEST_CASE(a_lowered_budget_holds_for_calls_that_wait_for_the_wire_already) {
    benchmark_loop loop(4);
    scripted_server server(loop.context.get_executor(),
                           {{scored_response()}, {scored_response()}, {scored_response()}});
    auto& lane = loop.bench.add_lane("openai", server.port(), server.authority_pem());
    rate_limits slow;
    slow.requests_per_minute = 60;
    lane.set_limits(slow);
    loop.bench.add_judge("judge", lane).price = token_price{.input = 1, .output = 1};
    loop.bench.run.money = pacing::budget(5);
    loop.bench.start();
    loop.run_until([&] {
        return loop.bench.seen.count("start") > 0 &&
               lane.gate.waiting_for() == pacing::limiting_factor::requests;
    });
    const std::size_t sent = loop.bench.seen.count("start");
    BOOST_TEST(sent < 4U);
    BOOST_TEST(loop.bench.run.money.calls() == loop.bench.seen.in_flight);

    loop.bench.run.money.set_limit(1e-6);
    loop.bench.naps.rouse();
    loop.run_until([&] { return loop.bench.finished(); });
    BOOST_TEST(loop.bench.seen.count("start") == sent);
    BOOST_TEST(loop.bench.seen.results.size() == sent);
    BOOST_TEST(loop.bench.seen.count("fail budget") == 4U - sent);
    BOOST_TEST(loop.bench.run.money.calls() == 0U);
}

// Neither do those who wait for money keep the slots from them who could go.
BOOST_AUTO_TEST_CASE(a_limit_and_a_tight_budget_do_not_wait_for_each_other) {
    benchmark_loop loop(16);
    scripted_server server(loop.context.get_executor(), std::deque<turn>(16, metered_answer()));
    auto& lane = loop.bench.add_lane("openai", server.port(), server.authority_pem(), "", 4);
    rate_limits slow;
    slow.requests_per_minute = 1'200;
    lane.set_limits(slow);
    loop.bench.add_judge("judge", lane).price = token_price{.input = 1, .output = 1};
    loop.bench.run.money = pacing::budget(0.015); // three at a time
    loop.run();
    BOOST_TEST(loop.bench.seen.results.size() == 16U);
}

// The first one's calls are cheap and wait for their limit, the second one's are too dear.
BOOST_AUTO_TEST_CASE(a_budget_is_not_reached_as_long_as_somebody_may_still_go) {
    benchmark_loop loop(3);
    scripted_server server(loop.context.get_executor(), std::deque<turn>(6, metered_answer()));
    auto& lane = loop.bench.add_lane("openai", server.port(), server.authority_pem(), "", 1);
    auto& cheap = loop.bench.add_judge("cheap", lane);
    cheap.price = token_price{.input = 1, .output = 1};
    rate_limits slow;
    slow.requests_per_minute = 240;
    cheap.set_limits(slow);
    loop.bench.add_judge("dear", lane).price = token_price{.input = 100, .output = 100};
    loop.bench.run.money = pacing::budget(0.1); // not one of the second
    loop.run();
    BOOST_TEST(loop.bench.seen.results.size() == 3U);
    BOOST_TEST(loop.bench.seen.count("fail budget") == 3U);
}

// What is left of the budget is still used: for one call at a time of two that wait.
BOOST_AUTO_TEST_CASE(a_lowered_budget_lets_go_what_still_fits) {
    benchmark_loop loop(2);
    scripted_server server(loop.context.get_executor(),
                           {{scored_response()}, {scored_response()}, {scored_response()}});
    auto& lane = loop.bench.add_lane("openai", server.port(), server.authority_pem());
    for (const char* name : {"judge", "other"})
        loop.bench.add_judge(name, lane).price = token_price{.input = 1, .output = 1};
    loop.bench.run.money = pacing::budget(5);
    lane.gate.hold(true);
    loop.bench.start();
    loop.run_until([&] { return lane.gate.waiting_for() == pacing::limiting_factor::held; });

    // 4,096 tokens of an answer are set aside for, and some hundred of the prompt.
    constexpr double enough_for_one = 0.006;
    loop.bench.run.money.set_limit(enough_for_one);
    lane.gate.hold(false);
    loop.run_until([&] { return loop.bench.finished(); });
    BOOST_TEST(loop.bench.seen.results.size() >= 1U);
    BOOST_TEST(loop.bench.run.money.spent().most() <= enough_for_one);
    BOOST_TEST(loop.bench.run.money.calls() == 0U);
}

// The first one's only call fails and is tried again after a sleep; the second one is too dear.
BOOST_AUTO_TEST_CASE(a_budget_is_not_reached_while_a_trial_sleeps_that_would_fit) {
    benchmark_loop loop(1);
    scripted_server server(
        loop.context.get_executor(),
        {{error_response("500 Internal Server Error", "x", "x", "retry-after-ms: 200\r\n")},
         metered_answer()});
    auto& lane = loop.bench.add_lane("openai", server.port(), server.authority_pem(), "", 1);
    loop.bench.add_judge("cheap", lane).price = token_price{.input = 1, .output = 1};
    loop.bench.add_judge("dear", lane).price = token_price{.input = 100, .output = 100};
    loop.bench.run.money = pacing::budget(0.1); // not one of the second
    loop.run();
    BOOST_TEST(loop.bench.seen.results.size() == 1U);
    BOOST_TEST(loop.bench.seen.count("fail budget") == 1U);
    BOOST_TEST(loop.bench.seen.fails.at(0).trial.judge == "dear");
}

BOOST_AUTO_TEST_SUITE_END()
