#include "runner/money_hold.hpp"

#include "core/grouped.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace preceptron::runner {

namespace {

struct counted_in {
    explicit counted_in(std::size_t& n) noexcept : count(n) { ++count; }
    ~counted_in() { --count; }
    counted_in(const counted_in&) = delete;
    counted_in& operator=(const counted_in&) = delete;
    std::size_t& count;
};

void reach_budget(benchmark_run& run, double worst) {
    run.budget_reached = true;
    run.naps.rouse(); // whoever waits will not be served
    run.observer.on_notice("the budget is reached: " + dollars(run.money.spent()) + " of " +
                           dollars(*run.money.limit()) + " spent, and the next call may cost " +
                           dollars(worst));
}

} // namespace

money_hold hold_money(benchmark_run& run, double worst) {
    return run.money.reserve(worst) ? money_hold(run, worst) : money_hold();
}

asio::awaitable<bool> wait_for_money(benchmark_run& run, double worst) {
    constexpr auto until_roused = std::chrono::hours(1);
    const counted_in waiting(run.waiting_for_money);
    while (!run.budget_reached && !run.draining) {
        // Behind all that is ready now: a call that has ended may let another trial begin.
        co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
        if (run.budget_reached || run.draining)
            break;
        if (run.money.fits(worst))
            co_return true;
        if (run.money.calls() == 0 && run.prospects == 0) {
            reach_budget(run, worst);
            break;
        }
        co_await run.naps.sleep_until(std::chrono::steady_clock::now() + until_roused);
    }
    co_return false;
}

} // namespace preceptron::runner
