// Sleeps that can all be ended at once: nobody waits out an hour's back-off when the run is to end.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <list>

namespace preceptron::async {

namespace asio = boost::asio;

class sleepers {
  public:
    explicit sleepers(asio::any_io_executor executor) : executor_(std::move(executor)) {}
    sleepers(const sleepers&) = delete;
    sleepers& operator=(const sleepers&) = delete;

    // True when the time came, or earlier when roused: look again whether there is still something
    // to wait for. False when woken for good. After wake_all() nobody falls asleep any more.
    asio::awaitable<bool> sleep_until(std::chrono::steady_clock::time_point when);

    void wake_all();

    // Lets all look again: what they wait for may have changed.
    void rouse();

    std::size_t asleep() const noexcept { return timers_.size(); }

  private:
    asio::any_io_executor executor_;
    std::list<asio::steady_timer*> timers_; // each in its sleeper's frame
    bool awake_ = false;
};

} // namespace preceptron::async
