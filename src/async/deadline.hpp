// One moving deadline. Moving it forward costs a store: the timer behind it looks at the clock when
// it fires and sleeps again if the deadline has moved on.
#pragma once

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <functional>
#include <memory>

namespace preceptron::async {

namespace asio = boost::asio;

class deadline {
  public:
    using clock = std::chrono::steady_clock;

    // `expire` is called once per passed deadline, from the event loop, never after destruction.
    deadline(asio::any_io_executor executor, std::function<void()> expire);
    ~deadline();
    deadline(const deadline&) = delete;
    deadline& operator=(const deadline&) = delete;

    void set(clock::time_point when);
    void clear() noexcept;

  private:
    struct state;
    std::shared_ptr<state> state_;
};

} // namespace preceptron::async
