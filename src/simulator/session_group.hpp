// Coroutines that run side by side and end together.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>

#include <exception>
#include <list>

namespace preceptron::simulator {

class session_group {
  public:
    explicit session_group(boost::asio::any_io_executor executor);

    void spawn(boost::asio::awaitable<void> session);
    void cancel(); // those that were spawned so far

    // Ends when none is left; throws what the first failed one threw.
    boost::asio::awaitable<void> join();

  private:
    void end(std::list<boost::asio::cancellation_signal>::iterator which, std::exception_ptr error);

    boost::asio::any_io_executor executor_;
    std::list<boost::asio::cancellation_signal> running_;
    boost::asio::steady_timer emptied_;
    std::exception_ptr error_;
};

} // namespace preceptron::simulator
