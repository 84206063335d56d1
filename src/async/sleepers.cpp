#include "async/sleepers.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace preceptron::async {

namespace {

template<class List>
struct membership {
    membership(List& all, typename List::value_type one)
        : list(all), place(all.insert(all.end(), one)) {}
    ~membership() { list.erase(place); }
    membership(const membership&) = delete;
    membership& operator=(const membership&) = delete;

    List& list;
    typename List::iterator place;
};

} // namespace

asio::awaitable<bool> sleepers::sleep_until(clock::time_point when) {
    if (awake_)
        co_return false;
    bed mine{asio::steady_timer(executor_, set_ ? clock::time_point::max() : when), when};
    const membership until_awake(beds_, &mine);
    co_await mine.timer.async_wait(asio::as_tuple(asio::use_awaitable));
    co_return !awake_;
}

void sleepers::set_time(clock::time_point now) {
    set_ = now;
    for (bed* each : beds_)
        if (each->when <= now)
            each->timer.cancel();
}

void sleepers::wake_all() {
    awake_ = true;
    rouse();
}

void sleepers::rouse() {
    for (bed* each : beds_)
        each->timer.cancel();
}

} // namespace preceptron::async
