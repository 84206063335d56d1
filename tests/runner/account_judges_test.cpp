// Judges of one account: whose calls have its slots.
#include "runner/simulated_loop.hpp"
#include "support/scripted_server.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::tests;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(judges_of_one_account)

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

BOOST_AUTO_TEST_SUITE_END()
