// Exchanges torn down after every possible number of handlers, and cancelled at each of them.
#include "async/task_group.hpp"
#include "net/exchange_bench.hpp"
#include "support/stop_everywhere.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::tests;
using after = turn::after;
using speaks = scripted_server::speaks;

namespace {

// What the coroutine refers to; no I/O object among it.
struct customer {
    customer(asio::any_io_executor executor, std::deque<turn> script, speaks protocol)
        : server(executor, std::move(script), protocol), group(executor) {}

    scripted_server server;
    async::task_group group;
    std::optional<net::tls_context> tls;
    kept_response answer;
    wire::http_request request = small_request();
    net::exchange_deadlines limits = patient();
    std::vector<net::exchange_outcome> outcomes;
    bool finished = false;
};

// Three exchanges over one pool, which lives and dies in this frame.
asio::awaitable<void> buy(customer& c, bool tls) {
    const auto executor = co_await asio::this_coro::executor;
    const net::origin peer{tls, "127.0.0.1", c.server.port()};
    net::connection_pool pool(executor, peer, tls ? &*c.tls : nullptr);
    for (int i = 0; i < 3; ++i) {
        auto outcome = co_await net::exchange(pool, c.request, nullptr, c.limits, c.answer);
        c.outcomes.push_back(std::move(outcome));
    }
    c.server.close_door(); // so that the loop runs dry
    c.finished = true;
}

const std::deque<turn> visits{{chunked_head() + chunk("one") + chunk("")},
                              {"", after::close}, // stale
                              {.bytes = whole_response("three"), .piece = 40}};

std::unique_ptr<customer> sent_shopping(asio::any_io_executor executor, bool tls,
                                        const std::deque<turn>& script = visits) {
    auto c = std::make_unique<customer>(executor, script, tls ? speaks::tls : speaks::plain);
    if (tls)
        c->tls.emplace(trusting(c->server.authority_pem()));
    c->group.spawn(buy(*c, tls));
    return c;
}

} // namespace

BOOST_AUTO_TEST_SUITE(net_teardown)

BOOST_AUTO_TEST_CASE(the_scenario_of_this_file_runs_to_its_end) {
    for (const bool tls : {true, false}) {
        asio::io_context context(1);
        const auto c = sent_shopping(context.get_executor(), tls);
        while (!c->finished)
            context.run_one();
        BOOST_REQUIRE(c->outcomes.size() == 3);
        BOOST_TEST(!c->outcomes[0].error.has_value());
        BOOST_TEST(c->outcomes[1].stale_connection());
        BOOST_TEST(!c->outcomes[2].error.has_value());
        BOOST_TEST(c->answer.body == "onethree");
    }
}

BOOST_AUTO_TEST_CASE(survives_being_torn_down_at_every_step) {
    for (const bool tls : {true, false})
        BOOST_TEST(stop_everywhere([tls](asio::any_io_executor executor) {
                       return sent_shopping(executor, tls);
                   }) > 10U);
}

BOOST_AUTO_TEST_CASE(a_cancelled_exchange_ends_at_once_as_cancelled_at_every_step) {
    for (const bool tls : {true, false})
        for (std::size_t steps = 0;; ++steps) {
            asio::io_context context(1);
            const auto c = sent_shopping(context.get_executor(), tls);
            for (std::size_t i = 0; i < steps && !c->finished; ++i)
                context.run_one();
            if (c->finished)
                break;
            BOOST_REQUIRE(steps < 2000);
            c->group.cancel();
            while (c->group.size() > 0)
                BOOST_REQUIRE(context.run_one() == 1U);
            if (!c->outcomes.empty() && c->outcomes.size() < 3 && c->outcomes.back().error &&
                !c->outcomes.back().stale_connection())
                BOOST_TEST((c->outcomes.back().error->code == errc::cancelled));
        }
}

BOOST_AUTO_TEST_CASE(a_deadline_that_fires_at_any_moment_leaves_nothing_behind) {
    for (const bool tls : {true, false})
        for (int microseconds = 0; microseconds < 4000; microseconds += 200) {
            asio::io_context context(1);
            const auto c = sent_shopping(context.get_executor(), tls);
            c->limits.total = std::chrono::milliseconds(microseconds / 1000);
            while (!c->finished)
                context.run_one();
            for (const auto& outcome : c->outcomes)
                BOOST_TEST((outcome.end == wire::body_end::timed_out) ==
                           (outcome.error && outcome.error->code == errc::timed_out));
        }
}

BOOST_AUTO_TEST_SUITE_END()
