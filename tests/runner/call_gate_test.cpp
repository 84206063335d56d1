#include "async/task_group.hpp"
#include "runner/call_gate.hpp"
#include "support/stop_everywhere.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>
#include <vector>

using namespace preceptron;
using namespace preceptron::runner;
using namespace std::chrono_literals;
using pacing::limiting_factor;

namespace {

struct street {
    explicit street(asio::any_io_executor executor)
        : naps(executor), slots(executor, 100), gate(slots, naps), first(executor, 0, 100),
          second(executor, 1, 100), group(executor) {}

    async::sleepers naps;
    async::semaphore slots;
    call_gate gate;
    call_gate::line first, second;
    async::task_group group;
    pacing::rate_limiter account, model, other_model;
    pacing::call_estimate each{100, 10};
    std::vector<int> passed, turned_back;
};

asio::awaitable<void> walk(street& s, int who, call_gate::line& in, pacing::rate_limiter& model,
                           std::optional<pacing::call_estimate> own = {}) {
    const call_gate::limiters all{&s.account, &model, nullptr};
    const auto each = [&s, own] { return own.value_or(s.each); };
    async::semaphore::permit turn;
    for (;;) {
        auto slot = co_await s.gate.slot_for(in, turn);
        if (s.gate.pass(in, all, each(), turn)) {
            s.passed.push_back(who);
            co_return;
        }
        slot.release();
        if (!turn)
            turn = co_await s.gate.turn_in(in);
        const bool goes_on = co_await s.gate.wait_in(in, all, each);
        if (!goes_on) {
            s.turned_back.push_back(who);
            co_return;
        }
    }
}

asio::awaitable<void> walk(street& s, int who) {
    return walk(s, who, s.first, s.model);
}

rate_limits requests_a_minute(double most) {
    rate_limits limits;
    limits.requests_per_minute = most;
    return limits;
}

} // namespace

BOOST_AUTO_TEST_SUITE(runner_call_gate)

BOOST_AUTO_TEST_CASE(first_come_first_served) {
    asio::io_context context(1);
    street s(context.get_executor());
    s.account.configure(requests_a_minute(60'000));
    for (int i = 0; i < 5; ++i)
        s.group.spawn(walk(s, i));
    context.run();
    BOOST_TEST(s.passed == (std::vector{0, 1, 2, 3, 4}), boost::test_tools::per_element());
}

// One slot, and the first line's model has nothing left for a minute.
BOOST_AUTO_TEST_CASE(a_line_whose_model_is_used_up_holds_up_no_other_and_no_slot) {
    asio::io_context context(1);
    street s(context.get_executor());
    s.slots.set_limit(1);
    s.model.configure(requests_a_minute(1));
    s.group.spawn(walk(s, 0));
    s.group.spawn(walk(s, 1));
    context.poll();
    BOOST_TEST(s.passed == std::vector{0}, boost::test_tools::per_element());
    for (int i = 10; i < 13; ++i)
        s.group.spawn(walk(s, i, s.second, s.other_model));
    context.restart();
    context.poll();
    BOOST_TEST(s.passed == (std::vector{0, 10, 11, 12}), boost::test_tools::per_element());
    BOOST_TEST(s.slots.in_use() == 0U);
    BOOST_TEST((s.gate.waiting_for() == limiting_factor::requests));
    s.naps.wake_all();
    context.restart();
    context.run();
    BOOST_TEST(s.turned_back == std::vector{1}, boost::test_tools::per_element());
}

// What both lines wait for is counted once, and each comes out as its own limit allows.
BOOST_AUTO_TEST_CASE(lines_wait_side_by_side) {
    asio::io_context context(1);
    street s(context.get_executor());
    s.model.configure(requests_a_minute(60)); // one a second, a quarter of a second early
    s.other_model.configure(requests_a_minute(120));
    const auto began = call_gate::clock::now();
    s.naps.set_time(began);
    for (int i = 0; i < 20; ++i) {
        s.group.spawn(walk(s, i));
        s.group.spawn(walk(s, 100 + i, s.second, s.other_model));
    }
    for (auto later = 0ms; later <= 5s; later += 50ms) {
        s.naps.set_time(began + later);
        context.restart();
        context.poll();
    }
    const auto of_first = std::ranges::count_if(s.passed, [](int who) { return who < 100; });
    BOOST_TEST(of_first >= 5);
    BOOST_TEST(of_first <= 7);
    const auto of_second = static_cast<std::ptrdiff_t>(s.passed.size()) - of_first;
    BOOST_TEST(of_second >= 10);
    BOOST_TEST(of_second <= 12);
    const double waited = s.gate.waited_s(limiting_factor::requests, began + 5s);
    BOOST_TEST(waited > 4.5);
    BOOST_TEST(waited <= 5);
    s.naps.wake_all();
    context.restart();
    context.run();
}

// Small calls would take each token as it is free again, and a large one never had enough.
BOOST_AUTO_TEST_CASE(lines_have_their_turns_at_a_limit_that_they_share) {
    for (const bool large_first : {true, false}) {
        asio::io_context context(1);
        street s(context.get_executor());
        rate_limits limits;
        limits.tokens_per_minute = 60'000;
        s.account.configure(limits);
        const auto began = call_gate::clock::now();
        s.naps.set_time(began);
        for (int i = 0; i < 200; ++i) {
            s.group.spawn(walk(s, i, large_first ? s.first : s.second, s.model,
                               pacing::call_estimate{100, 3000}));
            s.group.spawn(walk(s, 1000 + i, large_first ? s.second : s.first, s.other_model,
                               pacing::call_estimate{100, 50}));
        }
        for (auto later = 0ms; later <= 3min; later += 10ms) {
            s.naps.set_time(began + later);
            context.restart();
            context.poll();
        }
        const auto large = std::ranges::count_if(s.passed, [](int who) { return who < 1000; });
        const auto small = static_cast<std::ptrdiff_t>(s.passed.size()) - large;
        const double used = 3100.0 * static_cast<double>(large) + 150 * static_cast<double>(small);
        BOOST_TEST(large >= 50);
        BOOST_TEST(std::abs(large - small) <= 2);
        BOOST_TEST(used > 0.95 * 3 * 60'000); // and nothing of it is lost
        s.naps.wake_all();
        context.restart();
        context.run();
    }
}

BOOST_AUTO_TEST_CASE(a_call_larger_than_the_limit_holds_up_no_other) {
    asio::io_context context(1);
    street s(context.get_executor());
    rate_limits limits;
    limits.tokens_per_minute = 6000;
    s.account.configure(limits);
    const auto began = call_gate::clock::now();
    s.naps.set_time(began);
    s.account.reserve({100, 0}, began);
    s.group.spawn(walk(s, 0, s.first, s.model, pacing::call_estimate{9000, 0}));
    s.group.spawn(walk(s, 1, s.second, s.other_model));
    for (auto later = 0ms; later <= 5s; later += 100ms) {
        s.naps.set_time(began + later);
        context.restart();
        context.poll();
    }
    BOOST_TEST(s.passed == std::vector{1}, boost::test_tools::per_element());
    s.naps.wake_all();
    context.restart();
    context.run();
}

BOOST_AUTO_TEST_CASE(the_limit_that_holds_it_is_named_and_its_waits_are_counted) {
    asio::io_context context(1);
    street s(context.get_executor());
    s.model.configure(requests_a_minute(60)); // one a second, a quarter of a second early
    for (int i = 0; i < 3; ++i)
        s.group.spawn(walk(s, i));
    while (s.passed.size() + 1 < 3 || s.gate.waiting_for() == limiting_factor::nothing)
        BOOST_REQUIRE(context.run_one() == 1U);
    BOOST_TEST((s.gate.waiting_for() == limiting_factor::requests));
    BOOST_TEST(s.gate.waited_s(limiting_factor::requests, call_gate::clock::now()) > 0.5);
    BOOST_TEST(s.gate.waited_s(limiting_factor::pause, call_gate::clock::now()) == 0);
    BOOST_TEST(s.gate.last_limit(limited_resource::requests) == 60);
    BOOST_TEST(s.gate.last_limit(limited_resource::tokens) == 0);
    s.naps.wake_all();
    context.run();
    BOOST_TEST(s.turned_back == std::vector{2}, boost::test_tools::per_element());
}

// The first answer says that nothing is left, one that comes later that there is.
BOOST_AUTO_TEST_CASE(an_answer_that_tells_of_more_is_heard_by_who_sleeps_already) {
    asio::io_context context(1);
    street s(context.get_executor());
    const auto now = call_gate::clock::now();
    s.naps.set_time(now);
    auto first = s.account.reserve({100, 10}, now);
    auto second = s.account.reserve({100, 10}, now);
    announced_limits said;
    said.tokens = {20'000, 0, std::chrono::hours(24)};
    s.account.observe(first, said, now);
    s.group.spawn(walk(s, 0));
    context.poll();
    BOOST_TEST((s.gate.waiting_for() == limiting_factor::tokens));
    said.tokens.remaining = 19'000;
    s.account.observe(second, said, now);
    s.naps.set_time(now + 1s); // nobody rouses it
    context.restart();
    context.run();
    BOOST_TEST(s.passed.size() == 1U);
}

BOOST_AUTO_TEST_CASE(who_waits_already_asks_for_no_more_than_answers_have_shown_to_be_needed) {
    asio::io_context context(1);
    street s(context.get_executor());
    rate_limits limits;
    limits.output_tokens_per_minute = 6000; // a hundred a second
    s.account.configure(limits);
    s.each = {100, 300};
    const auto now = call_gate::clock::now();
    s.naps.set_time(now);
    const auto first = s.account.reserve(s.each, now);
    for (int i = 0; i < 4; ++i)
        s.group.spawn(walk(s, i));
    context.poll();
    BOOST_TEST(s.passed.empty());
    BOOST_TEST((s.gate.waiting_for() == limiting_factor::output_tokens));
    token_usage used;
    used.output = 10;
    s.account.settle(first, used, now);
    s.each = {100, 10};
    for (auto later = 1000ms; later <= 2000ms; later += 50ms) { // one of 300 would take three
        s.naps.set_time(now + later);
        context.restart();
        context.poll();
    }
    BOOST_TEST(s.passed.size() == 4U);
    s.naps.wake_all();
    context.restart();
    context.run();
}

BOOST_AUTO_TEST_CASE(a_gate_on_hold_opens_when_it_is_let_go) {
    asio::io_context context(1);
    street s(context.get_executor());
    s.gate.hold(true);
    s.group.spawn(walk(s, 0));
    s.group.spawn(walk(s, 1));
    context.poll();
    BOOST_TEST(s.passed.empty());
    BOOST_TEST((s.gate.waiting_for() == limiting_factor::held));
    s.gate.hold(false);
    context.run();
    BOOST_TEST(s.passed.size() == 2U);
}

BOOST_AUTO_TEST_CASE(who_waits_out_a_pause_comes_out_one_by_one) {
    asio::io_context context(1);
    street s(context.get_executor());
    const auto began = call_gate::clock::now();
    s.group.spawn(walk(s, 0)); // the spacing begins with a call that has passed
    context.poll();
    s.gate.pause_until(began + 50ms, 20);
    for (int i = 1; i < 5; ++i)
        s.group.spawn(walk(s, i));
    context.restart();
    context.run();
    // Twenty within a second: fifty milliseconds from each to the next.
    BOOST_TEST((call_gate::clock::now() - began >= 190ms));
    BOOST_TEST(s.passed.size() == 5U);
}

BOOST_AUTO_TEST_CASE(a_longer_pause_in_force_stays) {
    asio::io_context context(1);
    street s(context.get_executor());
    const auto now = call_gate::clock::now();
    s.gate.pause_until(now + 10s, 1);
    s.gate.pause_until(now + 5s, 1);
    BOOST_TEST((s.gate.paused_until() == now + 10s));
}

BOOST_AUTO_TEST_CASE(a_dissolved_gate_lets_everybody_through_to_see_why) {
    asio::io_context context(1);
    street s(context.get_executor());
    s.gate.pause_until(call_gate::clock::now() + std::chrono::hours(1), 1);
    for (int i = 0; i < 3; ++i)
        s.group.spawn(walk(s, i));
    context.poll();
    s.gate.dissolve();
    context.run();
    BOOST_TEST(s.passed.size() == 3U);
}

BOOST_AUTO_TEST_CASE(survives_being_torn_down_at_every_step) {
    preceptron::tests::stop_everywhere([](asio::any_io_executor e) {
        auto s = std::make_unique<street>(e);
        s->account.configure(requests_a_minute(60'000));
        s->slots.set_limit(2);
        for (int i = 0; i < 3; ++i) {
            s->group.spawn(walk(*s, i));
            s->group.spawn(walk(*s, i, s->second, s->other_model));
        }
        return s;
    });
}

BOOST_AUTO_TEST_SUITE_END()
