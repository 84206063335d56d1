#include "runner/money_hold.hpp"

#include "core/grouped.hpp"

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

asio::awaitable<money_hold> hold_money(benchmark_run& run, double worst) {
    constexpr auto until_roused = std::chrono::hours(1);
    while (!run.budget_reached && !run.draining) {
        if (run.money.reserve(worst))
            co_return money_hold(run, worst);
        if (run.money.calls() == 0) {
            reach_budget(run, worst);
            break;
        }
        const counted_in waiting(run.waiting_for_money);
        co_await run.naps.sleep_until(std::chrono::steady_clock::now() + until_roused);
    }
    co_return money_hold();
}

} // namespace preceptron::runner
