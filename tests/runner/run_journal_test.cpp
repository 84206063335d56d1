// When records are written, in how many writes, and what becomes of those that cannot be.
#include "runner/benchmark_bench.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cerrno>
#include <new>

#include <unistd.h>

using namespace preceptron;
using namespace preceptron::tests;

namespace {

journal::start_record start(int n) {
    return {.key = {}, .attempt = n, .worst_usd = {}, .time = now_utc()};
}

journal::result_record scored(double score) {
    journal::result_record r;
    r.trial.judge = "judge";
    r.trial.task = "cpc_bond";
    r.trial.entry_id = "e1";
    r.score = score;
    return r;
}

// A journal whose writes are counted, and refused while `full`.
struct counted_journal {
    counted_journal() {
        journal::system_calls calls;
        calls.write = [this](int file, const void* bytes, std::size_t n) -> ssize_t {
            if (full) {
                errno = ENOSPC;
                return -1;
            }
            if (std::exchange(out_of_memory, false))
                throw std::bad_alloc();
            ++writes;
            return ::write(file, bytes, n);
        };
        calls.sync = [this](int) -> int {
            ++syncs;
            if (no_memory_to_sync)
                throw std::bad_alloc();
            return 0;
        };
        auto made = journal::open_journal(folder.path() / "checkpoint", {}, now_utc(),
                                          {.calls = std::move(calls)});
        opened.emplace(std::move(made.value()));
        writes = 0;
        journal.emplace(context.get_executor(), *opened->out, seen);
        journal->on_held([this] { ++times_held; });
    }
    result<void> save_start(const journal::start_record& r) {
        return journal->save(journal->append_start(r));
    }
    std::vector<std::string> told() { return std::exchange(seen.lines, {}); }

    scratch_folder folder;
    asio::io_context context{1};
    bool full = false;
    bool out_of_memory = false; // the next write finds no memory
    std::atomic<bool> no_memory_to_sync = false;
    std::atomic<int> syncs = 0;
    int writes = 0;
    int times_held = 0;
    diary seen;
    std::optional<journal::opened_journal> opened;
    std::optional<runner::run_journal> journal;
};

using lines = std::vector<std::string>;

} // namespace

BOOST_AUTO_TEST_SUITE(a_runs_journal)

BOOST_AUTO_TEST_CASE(writes_outcomes_with_the_next_start) {
    counted_journal j;
    j.journal->append(scored(1));
    j.journal->append(scored(2));
    BOOST_TEST(j.writes == 0);
    BOOST_TEST(j.told().empty());
    BOOST_TEST(j.save_start(start(1)).has_value());
    BOOST_TEST(j.writes == 1);
    BOOST_TEST((j.told() == lines{"result", "result", "start 1"}));
    j.context.run(); // the timer has nothing left to do
    BOOST_TEST(j.writes == 1);
}

BOOST_AUTO_TEST_CASE(writes_the_starts_of_a_turn_at_once) {
    counted_journal j;
    const auto first = j.journal->append_start(start(1));
    j.journal->append(scored(1));
    const auto second = j.journal->append_start(start(2));
    BOOST_TEST(j.writes == 0);
    BOOST_TEST(j.journal->pending_outcomes() == 1U); // room was asked for the starts already
    BOOST_TEST(j.journal->save(first).has_value());
    BOOST_TEST((j.told() == lines{"start 1", "result", "start 2"}));
    BOOST_TEST(j.journal->save(second).has_value());
    BOOST_TEST(j.writes == 1);
    BOOST_TEST(j.save_start(start(3)).has_value());
    BOOST_TEST(j.writes == 2);
}

BOOST_AUTO_TEST_CASE(lets_no_call_of_a_turn_leave_whose_start_is_refused) {
    counted_journal j;
    j.full = true;
    const auto first = j.journal->append_start(start(1));
    j.journal->append(scored(1));
    const auto second = j.journal->append_start(start(2));
    BOOST_TEST(j.journal->save(second).has_error());
    BOOST_TEST(j.journal->held() == 1U); // the outcome
    const auto third = j.journal->append_start(start(3));
    j.full = false;
    BOOST_TEST(j.journal->save(first).has_error()); // though there would be room by now
    BOOST_TEST(j.journal->save(third).has_error());
    BOOST_TEST(j.journal->retry_held());
    BOOST_TEST((j.told() == lines{"result"}));
}

BOOST_AUTO_TEST_CASE(lets_no_call_leave_once_the_run_has_ended) {
    counted_journal j;
    const auto ticket = j.journal->append_start(start(1));
    j.journal->append(scored(1));
    j.journal->drain();
    BOOST_TEST((j.told() == lines{"result"}));
    BOOST_TEST(j.journal->save(ticket).has_error());
    BOOST_TEST(j.told().empty());
}

BOOST_AUTO_TEST_CASE(writes_outcomes_soon_where_no_start_follows) {
    counted_journal j;
    j.journal->append(scored(1));
    j.context.run();
    BOOST_TEST(j.writes == 1);
    BOOST_TEST((j.told() == lines{"result"}));
    j.context.restart();
    j.journal->append(scored(2));
    j.context.run();
    BOOST_TEST(j.writes == 2);
    BOOST_TEST((j.told() == lines{"result"}));
}

BOOST_AUTO_TEST_CASE(writes_the_last_outcomes_when_it_is_drained) {
    counted_journal j;
    j.journal->append(scored(1));
    j.journal->drain();
    BOOST_TEST((j.told() == lines{"result"}));
    BOOST_TEST(j.opened->out->counters().durable_records ==
               j.opened->out->counters().saved_records);
}

BOOST_AUTO_TEST_CASE(of_a_write_that_is_refused_it_forgets_the_start_and_holds_the_rest) {
    counted_journal j;
    j.full = true;
    j.journal->append(scored(1));
    BOOST_TEST(j.save_start(start(1)).has_error());
    BOOST_TEST(j.times_held == 1);
    BOOST_TEST(j.journal->held() == 1U);
    BOOST_TEST(j.journal->problem().has_value());
    j.journal->append(scored(2)); // behind what is held
    BOOST_TEST(j.journal->held() == 2U);
    BOOST_TEST(j.save_start(start(2)).has_error());
    BOOST_TEST(!j.journal->retry_held());
    j.full = false;
    BOOST_TEST(j.journal->retry_held());
    BOOST_TEST(!j.journal->problem().has_value());
    BOOST_TEST(j.save_start(start(3)).has_value());
    BOOST_TEST((j.told() == lines{"result", "result", "start 3"}));
    BOOST_REQUIRE(j.seen.results.size() == 2U);
    BOOST_TEST(j.seen.results[0].score == 1);
    BOOST_TEST(j.seen.results[1].score == 2);
}

BOOST_AUTO_TEST_CASE(holds_what_is_refused_a_moment_later) {
    counted_journal j;
    j.full = true;
    j.journal->append(scored(1));
    BOOST_TEST(j.times_held == 0);
    j.context.run();
    BOOST_TEST(j.times_held == 1);
    BOOST_TEST(j.journal->held() == 1U);
}

BOOST_AUTO_TEST_CASE(keeps_outcomes_when_memory_is_short) {
    counted_journal j;
    j.journal->append(scored(1));
    j.journal->append(scored(2));
    j.out_of_memory = true;
    BOOST_CHECK_THROW((void)j.save_start(start(1)), std::bad_alloc);
    BOOST_TEST(j.told().empty());
    j.out_of_memory = true;
    BOOST_CHECK_THROW(j.context.run(), std::bad_alloc);
    j.journal->drain();
    BOOST_TEST((j.told() == lines{"result", "result"}));
    BOOST_TEST(j.opened->out->counters().saved_records == 2U);
}

BOOST_AUTO_TEST_CASE(does_not_let_outcomes_heap_up_within_a_turn) {
    counted_journal j;
    for (int n = 0; n < 1000; ++n) {
        j.journal->append(scored(n));
        BOOST_REQUIRE(j.journal->pending_outcomes() < 100U);
    }
    BOOST_TEST(j.writes > 10);
    j.context.run();
    BOOST_TEST(j.seen.results.size() == 1000U);
}

BOOST_AUTO_TEST_CASE(does_not_let_starts_heap_up_within_a_turn) {
    counted_journal j;
    std::vector<runner::run_journal::start_ticket> tickets;
    for (int n = 0; n < 1000; ++n) {
        tickets.push_back(j.journal->append_start(start(n)));
        BOOST_TEST_REQUIRE(j.writes == (n + 1) / 64);
    }
    for (const auto& ticket : tickets)
        BOOST_TEST_REQUIRE(j.journal->save(ticket).has_value());
    BOOST_TEST(j.writes == 16);
    BOOST_TEST(j.opened->out->counters().saved_records == 1000U);
}

BOOST_AUTO_TEST_CASE(lets_no_call_leave_for_whose_start_memory_is_short) {
    counted_journal j;
    const auto first = j.journal->append_start(start(1));
    const auto second = j.journal->append_start(start(2));
    j.out_of_memory = true;
    BOOST_CHECK_THROW((void)j.journal->save(first), std::bad_alloc);
    BOOST_TEST(j.journal->save(second).has_error());
    BOOST_TEST(j.told().empty());
}

BOOST_AUTO_TEST_CASE(is_closed_for_good_where_memory_is_short_for_a_sync) {
    counted_journal j;
    j.no_memory_to_sync = true;
    BOOST_TEST(j.save_start(start(1)).has_value());
    j.journal->drain();
    BOOST_TEST(j.journal->broken());
    BOOST_TEST_REQUIRE(j.journal->problem().has_value());
    BOOST_TEST(j.journal->problem()->message == "memory is short");
    j.no_memory_to_sync = false;
    BOOST_TEST(j.save_start(start(2)).has_value());
    j.journal->drain();
    BOOST_TEST(j.syncs == 1);
    BOOST_TEST(j.journal->broken());
}

BOOST_AUTO_TEST_CASE(remembers_nothing_of_a_start_alone_that_is_refused) {
    counted_journal j;
    j.full = true;
    BOOST_TEST(j.save_start(start(1)).has_error());
    BOOST_TEST(j.journal->held() == 0U);
    BOOST_TEST(j.times_held == 0);
    BOOST_TEST(!j.journal->problem().has_value());
}

BOOST_AUTO_TEST_SUITE_END()
