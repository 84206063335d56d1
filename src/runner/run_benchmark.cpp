#include "runner/run_benchmark.hpp"

#include "runner/judge_entry.hpp"
#include "runner/unsent_trial.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <map>
#include <vector>

namespace preceptron::runner {

namespace {

using cells_of_judge = std::vector<const plan_cell*>;

// Each reads its entry, perhaps from a slow disk: others want their turn.
constexpr std::size_t unsent_in_a_turn = 64;

// A judge of the lane counts as dispatched until nothing of it is to begin any more, be it because
// the run is to end.
class dispatching {
  public:
    explicit dispatching(account_lane& lane) : lane_(lane) {}
    ~dispatching() { --lane_.dispatched; }
    dispatching(const dispatching&) = delete;
    dispatching& operator=(const dispatching&) = delete;

  private:
    account_lane& lane_;
};

// Judges of one account are asked side by side, as their models have limits of their own. Where
// slots are short, one whose judge comes before another in the plan has them first.
asio::awaitable<void> dispatch(benchmark_run& run, tested_judge& judge,
                               const cells_of_judge& cells) {
    const auto executor = co_await asio::this_coro::executor;
    account_lane& lane = judge.lane;
    const dispatching until_all_have_begun(lane);
    call_gate::line& line = lane.line_of(judge.spec.name);
    std::size_t unsent = 0;
    for (const plan_cell* cell : cells) {
        for (const trial which : cell->open) {
            if (run.draining)
                co_return;
            if (!may_send(run, judge)) {
                record_unsent(run, judge, which);
                if (++unsent % unsent_in_a_turn == 0)
                    co_await asio::post(executor, asio::use_awaitable);
                continue;
            }
            auto begun = co_await line.trials.acquire();
            auto slot = co_await lane.gate.slot_for(line, {});
            run.trials.spawn(
                judge_entry(run, judge, which, std::move(begun), std::move(slot), prospect(run)));
        }
    }
}

// The disk is full, which may be cleared yet: tried for a while after an interrupt, else for good,
// and once more when the run is to close.
asio::awaitable<void> save_what_is_held(benchmark_run& run, asio::any_io_executor executor) {
    int tries = last_tries;
    while (!run.journal.broken() && !run.journal.retry_held()) {
        if (run.closing || (run.draining && tries-- == 0))
            co_return;
        asio::steady_timer pause(executor, run.room.interval);
        co_await pause.async_wait(asio::use_awaitable);
    }
}

} // namespace

asio::awaitable<void> run_benchmark(benchmark_run& run, std::span<tested_judge* const> judges,
                                    const plan& work) {
    run.journal.on_held([&run] { run.mind_the_journal(); });
    std::map<std::size_t, cells_of_judge> by_judge;
    for (const plan_cell& cell : work.cells)
        if (!cell.open.empty())
            by_judge[cell.judge].push_back(&cell);
    for (const auto& [judge, cells] : by_judge) {
        ++judges[judge]->lane.dispatched;
        judges[judge]->lane.line_of(judges[judge]->spec.name); // ranks it
        run.dispatchers.spawn(dispatch(run, *judges[judge], cells));
    }
    co_await run.dispatchers.join();
    co_await run.trials.join();
    run.journal.flush();
    co_await run.trials.join(); // where that could not be written, a trial tries on
    if (run.journal.held() > 0)
        co_await save_what_is_held(run, co_await asio::this_coro::executor);
}

} // namespace preceptron::runner
