// A disk that fills up in mid-run, and is cleared or not.
#include "runner/benchmark_bench.hpp"
#include "support/scripted_server.hpp"

#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <chrono>

using namespace preceptron;
using namespace preceptron::tests;
using namespace std::chrono_literals;

namespace {

// A disk without room while `full`; what is written counts as attempts at it.
struct small_disk {
    bool full = false;           // for writes
    off_t most_aside = 1L << 30; // for reservations
    bool broken = false;         // for syncs
    int refused = 0;

    journal::system_calls calls() {
        journal::system_calls calls;
        calls.write = [this](int file, const void* bytes, std::size_t n) -> ssize_t {
            return full ? refuse(ENOSPC) : ::write(file, bytes, n);
        };
        calls.allocate = [this](int file, int mode, off_t offset, off_t bytes) -> int {
            return bytes > most_aside ? refuse(ENOSPC) : ::fallocate(file, mode, offset, bytes);
        };
        calls.sync = [this](int) { return broken ? refuse(EIO) : 0; };
        return calls;
    }
    int refuse(int error) {
        ++refused;
        errno = error;
        return -1;
    }
};

// Two calls at a time; six answers.
struct run_on_a_small_disk {
    run_on_a_small_disk()
        : loop(6, disk.calls()), server(loop.context.get_executor(), {{scored_response()},
                                                                      {scored_response()},
                                                                      {scored_response()},
                                                                      {scored_response()},
                                                                      {scored_response()},
                                                                      {scored_response()}}),
          lane(loop.bench.add_lane("openai", server.port(), server.authority_pem(), "", 2)) {
        loop.bench.run.room.interval = 5ms;
        loop.bench.add_judge("judge", lane);
        loop.bench.start();
    }
    // With two calls out, whose answers are then held in memory.
    void fill_up() {
        loop.run_until([&] { return loop.bench.seen.count("start") == 2; });
        disk.full = true;
        loop.run_until([&] { return loop.bench.run.journal.held() == 2; });
    }
    std::size_t notices() const { return loop.bench.seen.count("notice"); }
    bool finished() const { return loop.bench.finished(); }
    void look_some_times() {
        const int before = disk.refused;
        loop.run_until([&] { return disk.refused > before + 5; });
    }
    void to_the_end() {
        loop.run_until([&] { return finished(); });
    }

    small_disk disk;
    benchmark_loop loop;
    scripted_server server;
    runner::account_lane& lane;
};

} // namespace

BOOST_AUTO_TEST_SUITE(a_full_disk)

BOOST_AUTO_TEST_CASE(holds_answers_in_memory_sends_nothing_and_the_run_goes_on_by_itself) {
    run_on_a_small_disk one;
    auto& run = one.loop.bench.run;
    one.fill_up();
    one.look_some_times();
    BOOST_TEST(one.server.requests().size() == 2U);
    BOOST_TEST(one.loop.bench.seen.results.empty());
    BOOST_TEST(one.notices() >= 1U);
    BOOST_TEST(!run.draining);
    one.disk.full = false;
    one.to_the_end();
    BOOST_TEST(one.loop.bench.seen.results.size() == 6U);
    BOOST_TEST(one.server.requests().size() == 6U);
    BOOST_TEST(one.loop.bench.seen.count("start 1") == 6U);
    BOOST_TEST(run.journal.held() == 0U);
    BOOST_TEST(!run.journal.problem().has_value());
    BOOST_TEST(one.loop.bench.seen.lines.back() == "result");
}

BOOST_AUTO_TEST_CASE(without_space_to_set_aside_stops_dispatch_before_any_answer_is_in_danger) {
    run_on_a_small_disk one;
    one.disk.most_aside = 20'000; // enough for one call
    one.loop.run_until([&] { return one.loop.bench.seen.count("result") == 1; });
    one.look_some_times();
    BOOST_TEST(one.server.requests().size() == 1U);
    BOOST_TEST(one.loop.bench.run.journal.held() == 0U);
    BOOST_TEST(one.notices() == 1U); // once, not at each look
    one.disk.most_aside = 1L << 30;
    one.to_the_end();
    BOOST_TEST(one.loop.bench.seen.results.size() == 6U);
}

BOOST_AUTO_TEST_CASE(has_room_for_a_call_once_while_its_start_is_about_to_be_saved) {
    run_on_a_small_disk one;
    one.disk.most_aside = 40'000; // enough for two calls, not for three
    one.loop.run_until([&] { return one.loop.bench.seen.count("start") == 2 || one.notices() > 0; });
    BOOST_TEST(one.notices() == 0U);
    one.disk.most_aside = 1L << 30;
    one.to_the_end();
    BOOST_TEST(one.loop.bench.seen.results.size() == 6U);
}

BOOST_AUTO_TEST_CASE(that_refuses_a_start_record_leaves_nothing_of_the_call) {
    run_on_a_small_disk one;
    one.disk.full = true; // space can be set aside, but not written
    one.loop.run_until([&] { return one.notices() == 1; });
    one.look_some_times();
    BOOST_TEST(one.server.requests().empty());
    BOOST_TEST(one.loop.bench.run.journal.held() == 0U);
    one.disk.full = false;
    one.to_the_end();
    BOOST_TEST(one.loop.bench.seen.count("start 1") == 6U);
    BOOST_TEST(one.loop.bench.seen.count("start 2") == 0U);
}

BOOST_AUTO_TEST_CASE(that_stays_full_ends_an_interrupted_run_after_ten_more_tries) {
    run_on_a_small_disk one;
    auto& run = one.loop.bench.run;
    one.fill_up();
    run.drain();
    const int before = one.disk.refused;
    one.to_the_end();
    BOOST_TEST(one.disk.refused - before >= 10);
    BOOST_TEST(run.journal.held() == 2U);
    BOOST_TEST(run.journal.problem().has_value());
}

BOOST_AUTO_TEST_CASE(that_gets_room_after_the_interrupt_loses_nothing) {
    run_on_a_small_disk one;
    auto& run = one.loop.bench.run;
    one.fill_up();
    run.drain();
    one.look_some_times();
    one.disk.full = false;
    one.to_the_end();
    BOOST_TEST(one.loop.bench.seen.results.size() == 2U);
    BOOST_TEST(!run.journal.problem().has_value());
}

BOOST_AUTO_TEST_CASE(does_not_hold_up_a_run_that_is_closed) {
    run_on_a_small_disk one;
    auto& run = one.loop.bench.run;
    one.fill_up();
    run.room.interval = 1h;
    run.close();
    one.to_the_end();
    BOOST_TEST(run.journal.held() == 2U);
}

BOOST_AUTO_TEST_CASE(that_has_room_when_a_run_is_closed_is_written_to_once_more) {
    run_on_a_small_disk one;
    auto& run = one.loop.bench.run;
    one.loop.bench.run.room.interval = 1h;
    one.fill_up();
    one.disk.full = false;
    run.close();
    one.to_the_end();
    BOOST_TEST(run.journal.held() == 0U);
    BOOST_TEST(one.loop.bench.seen.results.size() == 2U);
}

BOOST_AUTO_TEST_CASE(is_told_of_once_however_often_trials_look) {
    run_on_a_small_disk one;
    one.fill_up();
    one.loop.bench.run.drain(); // ends whoever waits for room
    const std::size_t told = one.notices();
    for (int i = 0; i < 5; ++i)
        one.loop.bench.run.mind_the_journal();
    one.to_the_end();
    BOOST_TEST(one.notices() <= told + 1);
}

BOOST_AUTO_TEST_CASE(a_journal_that_cannot_be_made_durable_ends_the_run_once_calls_have_ended) {
    run_on_a_small_disk one;
    auto& run = one.loop.bench.run;
    one.disk.broken = true;
    one.to_the_end();
    BOOST_TEST(run.journal.broken());
    BOOST_TEST(run.draining);
    BOOST_TEST(one.server.requests().size() < 6U);
    BOOST_TEST(run.journal.problem().value().message.find("durable") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
