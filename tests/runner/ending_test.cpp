// A run that ends early, at every possible moment.
#include "runner/benchmark_bench.hpp"
#include "support/scripted_server.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::tests;
using namespace std::chrono_literals;

namespace {

// Three entries through two slots; one is tried again, after a sleep and a pause of the lane.
const std::deque<turn> script{
    {scored_response()},
    {error_response("429 Too Many Requests", "rate_limit_exceeded", "requests",
                    "retry-after-ms: 2\r\n")},
    {scored_response()},
    {scored_response()},
};

struct small_run {
    explicit small_run(asio::any_io_executor executor)
        : server(executor, script, scripted_server::speaks::plain), bench(executor, 3) {
        bench.add_judge("judge", bench.add_lane("openai", server.port(), "", "", 2));
        bench.start();
    }
    void before_teardown() { bench.before_teardown(); }

    scripted_server server;
    benchmark_bench bench;
};

// Every start has its outcome, but for `unanswered` of them; nothing is asked twice in a run
// without an outcome between.
void check_journal(const benchmark_bench& bench, std::size_t unanswered) {
    std::size_t starts = 0;
    std::size_t outcomes = 0;
    for (const std::string& line : bench.saved()) {
        BOOST_TEST(line != "damaged");
        starts += line.starts_with("start");
        outcomes +=
            line.starts_with("attempt") || line.starts_with("result") || line.starts_with("fail");
    }
    BOOST_TEST(starts - outcomes == unanswered);
}

// Runs `steps` handlers, ends the run, and checks it once it has ended. False when it had ended
// before.
template<class End, class Check>
bool end_after(std::size_t steps, End end, Check check) {
    asio::io_context context(1);
    small_run one(context.get_executor());
    for (std::size_t i = 0; i < steps && !one.bench.finished(); ++i)
        context.run_one();
    const bool ended_before = one.bench.finished();
    end(one);
    while (!one.bench.finished())
        BOOST_REQUIRE(context.run_one() == 1U);
    BOOST_TEST(one.bench.trials.size() == 0U);
    BOOST_TEST(one.bench.lanes[0].slots.in_use() == 0U);
    BOOST_TEST(one.bench.lanes[0].trials_in_use() == 0U);
    BOOST_TEST(one.bench.lanes[0].dispatched == 0U);
    BOOST_TEST(one.bench.naps.asleep() == 0U);
    check(one);
    return !ended_before;
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_run_s_end)

BOOST_AUTO_TEST_CASE(survives_being_torn_down_at_every_step) {
    // The server listens on: a finished run is told by its own mark.
    for (std::size_t steps = 0;; ++steps) {
        BOOST_REQUIRE(steps < 2000);
        auto context = std::make_unique<asio::io_context>(1);
        small_run one(context->get_executor());
        for (std::size_t i = 0; i < steps && !one.bench.finished(); ++i)
            context->run_one();
        const bool finished = one.bench.finished();
        one.before_teardown();
        context.reset();
        if (finished) {
            BOOST_TEST(one.bench.seen.results.size() == 3U);
            break;
        }
    }
}

BOOST_AUTO_TEST_CASE(a_drained_run_waits_for_what_is_in_flight_and_sends_nothing_new) {
    std::size_t steps = 0;
    std::size_t started = 0;
    while (end_after(
        steps,
        [&](small_run& one) {
            started = one.bench.seen.count("start");
            one.bench.run.drain();
        },
        [&](const small_run& one) {
            BOOST_TEST(one.bench.seen.count("start") == started);
            check_journal(one.bench, 0);
        }))
        ++steps;
    BOOST_TEST(steps > 20U);
}

BOOST_AUTO_TEST_CASE(a_closed_run_gives_up_what_is_in_flight_at_every_step) {
    std::size_t steps = 0;
    std::size_t started = 0;
    while (end_after(
        steps,
        [&](small_run& one) {
            started = one.bench.seen.count("start");
            one.bench.run.close();
        },
        [&](const small_run& one) { BOOST_TEST(one.bench.seen.count("start") == started); }))
        ++steps;
    BOOST_TEST(steps > 20U);
}

BOOST_AUTO_TEST_CASE(a_closed_run_leaves_its_starts_for_the_next_one_to_count) {
    benchmark_loop loop(5);
    const turn silence{"", turn::after::hang};
    scripted_server server(loop.context.get_executor(), {silence, silence});
    auto& lane = loop.bench.add_lane("openai", server.port(), server.authority_pem(), "", 2);
    loop.bench.add_judge("judge", lane);
    loop.bench.start();
    loop.run_until([&] { return server.requests().size() == 2; });
    loop.bench.run.close();
    loop.run_until([&] { return loop.bench.finished(); });
    check_journal(loop.bench, 2);
}

BOOST_AUTO_TEST_CASE(a_drain_ends_sleeps_and_pauses_of_any_length) {
    for (const std::string& refusal :
         {error_response("500 Internal Server Error", "x", "x", "retry-after: 3000\r\n"),
          error_response("429 Too Many Requests", "x", "requests", "retry-after: 3000\r\n")}) {
        benchmark_loop loop(5);
        scripted_server server(loop.context.get_executor(), {{refusal}});
        auto& lane = loop.bench.add_lane("openai", server.port(), server.authority_pem(), "", 1);
        loop.bench.add_judge("judge", lane);
        const auto began = std::chrono::steady_clock::now();
        loop.bench.start();
        loop.run_until([&] { return loop.bench.seen.count("attempt") == 1; });
        loop.bench.run.drain();
        loop.run_until([&] { return loop.bench.finished(); });
        BOOST_TEST((std::chrono::steady_clock::now() - began < 5s));
    }
}

// Connected, and never greeted: nobody can bill what the server was never sent.
BOOST_AUTO_TEST_CASE(a_closed_run_says_of_calls_that_they_never_left) {
    benchmark_loop loop(5);
    asio::ip::tcp::acceptor silent(loop.context, {asio::ip::address_v4::loopback(), 0});
    const scripted_server known(loop.context.get_executor(), {});
    auto& lane =
        loop.bench.add_lane("openai", silent.local_endpoint().port(), known.authority_pem(), "", 2);
    loop.bench.add_judge("judge", lane).price = token_price{.input = 1, .output = 1};
    loop.bench.start();
    loop.run_until([&] { return loop.bench.seen.count("start") == 2; });
    loop.context.run_for(20ms);
    loop.bench.run.close();
    loop.run_until([&] { return loop.bench.finished(); });
    check_journal(loop.bench, 0);
    BOOST_REQUIRE(loop.bench.seen.attempts.size() == 2U);
    for (const journal::attempt_record& each : loop.bench.seen.attempts) {
        BOOST_TEST((each.kind == failure_class::transport));
        BOOST_TEST((each.cost_usd == 0.0));
    }
}

BOOST_AUTO_TEST_SUITE_END()
