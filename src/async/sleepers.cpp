#include "async/sleepers.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace preceptron::async {

namespace {

struct bed {
    bed(std::list<asio::steady_timer*>& list, asio::steady_timer& timer)
        : timers(list), place(list.insert(list.end(), &timer)) {}
    ~bed() { timers.erase(place); }
    bed(const bed&) = delete;
    bed& operator=(const bed&) = delete;

    std::list<asio::steady_timer*>& timers;
    std::list<asio::steady_timer*>::iterator place;
};

} // namespace

asio::awaitable<bool> sleepers::sleep_until(std::chrono::steady_clock::time_point when) {
    if (awake_)
        co_return false;
    asio::steady_timer timer(executor_, when);
    const bed mine(timers_, timer);
    co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    co_return !awake_;
}

void sleepers::wake_all() {
    awake_ = true;
    rouse();
}

void sleepers::rouse() {
    for (asio::steady_timer* timer : timers_)
        timer->cancel();
}

} // namespace preceptron::async
