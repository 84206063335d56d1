// Sleeps that can all be ended at once: nobody waits out an hour's back-off when the run is to end.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <list>
#include <optional>

namespace preceptron::async {

namespace asio = boost::asio;

class sleepers {
  public:
    using clock = std::chrono::steady_clock;

    explicit sleepers(asio::any_io_executor executor) : executor_(std::move(executor)) {}
    sleepers(const sleepers&) = delete;
    sleepers& operator=(const sleepers&) = delete;

    // True when the time came, or earlier when roused: look again whether there is still something
    // to wait for. False when woken for good. After wake_all() nobody falls asleep any more.
    asio::awaitable<bool> sleep_until(clock::time_point when);

    void wake_all();

    // Lets all look again: what they wait for may have changed.
    void rouse();

    std::size_t asleep() const noexcept { return beds_.size(); }

    // The time they sleep by.
    clock::time_point now() const noexcept { return set_.value_or(clock::now()); }

    // For tests: from now on time stands still but for this, which wakes those whose time has come.
    // Nobody is asleep at the first call.
    void set_time(clock::time_point now);

  private:
    struct bed {
        asio::steady_timer timer;
        clock::time_point when;
    };

    asio::any_io_executor executor_;
    std::list<bed*> beds_; // each in its sleeper's frame
    std::optional<clock::time_point> set_;
    bool awake_ = false;
};

} // namespace preceptron::async
