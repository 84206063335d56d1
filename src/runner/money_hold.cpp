#include "runner/money_hold.hpp"

#include "benchmark/spending.hpp"
#include "core/grouped.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <set>

namespace preceptron::runner {

namespace {

// One who waits for so much money, for as long as it lives.
class waiting_amount {
  public:
    waiting_amount(std::multiset<double>& all, double worst)
        : all_(all), place_(all.insert(worst)) {}
    ~waiting_amount() { all_.erase(place_); }
    waiting_amount(const waiting_amount&) = delete;
    waiting_amount& operator=(const waiting_amount&) = delete;

  private:
    std::multiset<double>& all_;
    std::multiset<double>::iterator place_;
};

void reach_budget(benchmark_run& run, double worst) {
    run.budget_reached = true;
    run.naps.rouse(); // whoever waits will not be served
    run.observer.on_notice(
        "the budget is reached: " + spent_of_text(run.money.spent(), *run.money.limit()) +
        ", and the next call may cost " + dollars(worst));
}

} // namespace

money_hold hold_money(benchmark_run& run, double worst) {
    return run.money.reserve(worst) ? money_hold(run, worst) : money_hold();
}

asio::awaitable<bool> wait_for_money(benchmark_run& run, double worst) {
    constexpr auto until_roused = std::chrono::hours(1);
    const waiting_amount waiting(run.waiting_for_money, worst);
    while (!run.budget_reached && !run.draining) {
        // Behind all that is ready now: a call that has ended may let another trial begin.
        co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
        if (run.budget_reached || run.draining)
            break;
        if (run.money.fits(worst))
            co_return true;
        // Who waits for less may not have looked yet.
        const double least = *run.waiting_for_money.begin();
        if (run.money.calls() == 0 && run.prospects == 0 && !run.money.fits(least)) {
            reach_budget(run, least);
            break;
        }
        co_await run.naps.sleep_until(std::chrono::steady_clock::now() + until_roused);
    }
    co_return false;
}

} // namespace preceptron::runner
